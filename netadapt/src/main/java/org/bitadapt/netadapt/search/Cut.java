package org.bitadapt.netadapt.search;

import java.io.Serializable;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.WeightPrecision;

/** What a proposal leaves of a network: fewer channels of a group, or fewer sign planes of a layer. */
public sealed interface Cut extends Serializable {

    /** What follows a layer's name in the name of a cut of planes; names of nodes have no colon. */
    String PLANES = ":planes";

    /** A name that no other cut of an iteration has: that of the group, or that of the layer and {@value #PLANES}. */
    String name();

    /** The name of the group or layer that shrinks. */
    String part();

    /** The channels or planes that are left, at least 1. */
    int left();

    /** What is counted: {@code channels} or {@code planes}. */
    String unit();

    /**
     * The channels or planes that the part has before the cut.
     *
     * @param groups the groups of the network that is cut
     */
    int before(ChannelGroups groups);

    /**
     * The network after the cut.
     *
     * @param groups the groups of the network that is cut
     * @throws IllegalArgumentException if the network has no such group or layer, or the cut leaves nothing
     */
    NetworkSpec of(ChannelGroups groups);

    /** The network after the cut. */
    default NetworkSpec of(NetworkSpec network) {
        return of(ChannelGroups.of(network));
    }

    /** The name of a cut as people read it: {@code conv3}, or {@code conv3 (planes)}. */
    static String title(String name) {
        return name.endsWith(PLANES) ? name.substring(0, name.length() - PLANES.length()) + " (planes)" : name;
    }

    /**
     * Fewer channels of a group.
     *
     * @param part name of the group
     * @param left the number of channels that the group keeps
     */
    record Channels(String part, int left) implements Cut {

        @Override
        public String name() {
            return part;
        }

        @Override
        public String unit() {
            return "channels";
        }

        @Override
        public int before(ChannelGroups groups) {
            return groups.named(part).channels();
        }

        @Override
        public NetworkSpec of(ChannelGroups groups) {
            return groups.withChannels(groups.named(part), left);
        }
    }

    /**
     * Fewer planes of a layer. Latent weights and signs stay; the codes follow from them.
     *
     * @param part name of a convolution or linear layer whose weights have planes
     * @param left the number of planes that the layer keeps
     */
    record Planes(String part, int left) implements Cut {

        @Override
        public String name() {
            return part + PLANES;
        }

        @Override
        public String unit() {
            return "planes";
        }

        @Override
        public int before(ChannelGroups groups) {
            return groups.network().weighted().stream()
                    .filter(node -> node.name().equals(part))
                    .map(node -> ((LayerSpec.Weighted) node.layer()).weights().planes())
                    .findFirst()
                    .orElse(0);
        }

        @Override
        public NetworkSpec of(ChannelGroups groups) {
            WeightPrecision planes = WeightPrecision.ofPlanes(left);
            if (before(groups) <= left) {
                throw new IllegalArgumentException("Invalid layer: " + part + " (must have more than " + left
                        + " planes in network " + groups.network().name() + ")");
            }
            return groups.network()
                    .mapLayers(node -> node.name().equals(part)
                            ? ((LayerSpec.Weighted) node.layer()).withWeights(planes)
                            : node.layer());
        }
    }
}
