package org.bitadapt.common.family;

import java.util.Map;
import java.util.Optional;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Shape;

/**
 * A network whose costs are published, in the shape for which they are. Such networks are compared and not trained.
 *
 * @param network the network
 * @param parts for layers by name, in how many parts the published costs compute the filters, one after the other
 */
public record PublishedCosts(NetworkSpec network, Map<String, Integer> parts) {

    /** The name of AlexNet for which Eyeriss is published: two towers, 227x227. */
    public static final String ALEXNET = "alexnet-eyeriss";

    /** The classes of {@link #ALEXNET}. */
    public static final int CLASSES = 1000;

    public PublishedCosts {
        parts = Map.copyOf(parts);
    }

    /**
     * The network of a name, if it is one of these.
     *
     * @param classes length of the output
     */
    public static Optional<PublishedCosts> named(String name, int classes) {
        if (!name.equals(ALEXNET)) {
            return Optional.empty();
        }
        NetworkSpec network = AlexNet.towers(name, new Shape(3, 227, 227), classes);
        // Each tower computes its half of a layer, also where both read everything.
        return Optional.of(new PublishedCosts(network, Map.of("conv1", 2, "conv3", 2)));
    }
}
