package org.bitadapt.common.channel;

import java.io.Serializable;
import java.util.List;

/**
 * Layer inputs and outputs that must keep the same channels: pruning a channel of one of them prunes it in all.
 *
 * @param name the first producer, or {@code input} for the channels of the image
 * @param channels the present number of channels
 * @param producers convolutions and linear layers whose outputs the channels are, in order
 * @param normalizations batch norms with one scale and one shift for each channel, in order
 * @param consumers convolutions and linear layers that read the channels, in order
 * @param prunable false for the image, for the class scores, and for channels in a sum whose other channels do not
 *     correspond one to one
 */
public record ChannelGroup(
        String name,
        int channels,
        List<String> producers,
        List<String> normalizations,
        List<Consumer> consumers,
        boolean prunable)
        implements Serializable {

    public ChannelGroup {
        producers = List.copyOf(producers);
        normalizations = List.copyOf(normalizations);
        consumers = List.copyOf(consumers);
    }

    /**
     * A layer that reads the channels.
     *
     * @param node the name of the layer's node
     * @param multiplicity consecutive inputs per channel: height x width of the map behind a flatten, else 1
     */
    public record Consumer(String node, int multiplicity) implements Serializable {}
}
