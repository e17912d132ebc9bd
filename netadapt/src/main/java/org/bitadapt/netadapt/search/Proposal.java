package org.bitadapt.netadapt.search;

import java.io.Serializable;
import org.bitadapt.common.network.NetworkSpec;

/**
 * A network with fewer channels in one group, or fewer planes in one layer.
 *
 * @param cut what the network has less of
 * @param network the network after the cut
 * @param resource the amount of the iteration's resource that the network uses
 * @param feasible whether {@code resource} meets the constraint; if not, the cut leaves the least that is allowed
 */
public record Proposal(Cut cut, NetworkSpec network, double resource, boolean feasible) implements Serializable {

    /** A proposal that takes channels of a group. */
    public Proposal(String group, int channels, NetworkSpec network, double resource, boolean feasible) {
        this(new Cut.Channels(group, channels), network, resource, feasible);
    }

    /** The name of the {@link #cut}: that of the group, or that of the layer and {@value Cut#PLANES}. */
    public String group() {
        return cut.name();
    }

    /** The channels or planes that are left. */
    public int left() {
        return cut.left();
    }
}
