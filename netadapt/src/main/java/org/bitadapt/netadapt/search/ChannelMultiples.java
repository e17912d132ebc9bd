package org.bitadapt.netadapt.search;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.bitadapt.common.channel.ChannelGroup;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;

/**
 * The channel counts that proposals may have: multiples of a number, from the number itself on.
 *
 * @param convolutions the number for groups that a convolution produces, at least 1
 * @param linears the number for groups that only linear layers produce, at least 1
 */
public record ChannelMultiples(int convolutions, int linears) implements Serializable {

    /** Multiples of 8 for all groups. */
    public static final ChannelMultiples DEFAULT = new ChannelMultiples(8, 8);

    public ChannelMultiples {
        if (convolutions < 1 || linears < 1) {
            throw new IllegalArgumentException("Invalid channel multiples: " + convolutions + " for convolutions, "
                    + linears + " for linear layers (must be at least 1)");
        }
    }

    /**
     * The allowed counts below a group's present count, largest first; empty if there is none.
     *
     * @param network the network to which the group belongs
     */
    public IntStream below(ChannelGroup group, NetworkSpec network) {
        int multiple = of(group, network);
        int largest = (group.channels() - 1) / multiple;
        return IntStream.range(0, largest).map(i -> (largest - i) * multiple);
    }

    private int of(ChannelGroup group, NetworkSpec network) {
        boolean linear = group.producers().stream()
                .allMatch(producer -> network.node(producer).layer() instanceof LayerSpec.Linear);
        return linear ? linears : convolutions;
    }
}
