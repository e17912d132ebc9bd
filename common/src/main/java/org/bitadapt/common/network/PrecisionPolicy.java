package org.bitadapt.common.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitadapt.common.text.Suggestions;

/**
 * Which precision the weights and feature maps of a network get, by their place in the network.
 *
 * <p>The first and the last weighted layer hold few of the weights and most of the accuracy, so a 1-bit network
 * usually keeps 8 bits there.
 *
 * @param first precision of the weights of the first convolution or linear layer
 * @param inner precision of the weights of the layers between the first and the last
 * @param last precision of the weights of the last convolution or linear layer, also where it is the only layer
 * @param maps precision of every feature map behind an activation
 * @see <a href="https://arxiv.org/abs/1603.05279">XNOR-Net, which leaves the first and last layer real</a>
 */
public record PrecisionPolicy(WeightPrecision first, WeightPrecision inner, WeightPrecision last, MapPrecision maps) {

    /** Floating point throughout; {@code float32} in configurations. */
    public static final PrecisionPolicy FLOAT32 = new PrecisionPolicy(
            WeightPrecision.FLOAT32, WeightPrecision.FLOAT32, WeightPrecision.FLOAT32, MapPrecision.FLOAT32);

    /** 1-bit weights between 8-bit ends, 8-bit maps; {@code binary} in configurations. */
    public static final PrecisionPolicy BINARY =
            new PrecisionPolicy(WeightPrecision.INT8, WeightPrecision.BINARY, WeightPrecision.INT8, MapPrecision.UINT8);

    private static final Map<String, PrecisionPolicy> NAMED = named();

    public PrecisionPolicy {
        Checks.present("precision of the first layer", first);
        Checks.present("precision of the inner layers", inner);
        Checks.present("precision of the last layer", last);
        Checks.present("precision of the feature maps", maps);
        boolean floatWeights = inner == WeightPrecision.FLOAT32;
        if ((first == WeightPrecision.FLOAT32) != floatWeights
                || (last == WeightPrecision.FLOAT32) != floatWeights
                || (maps == MapPrecision.FLOAT32) != floatWeights) {
            throw new IllegalArgumentException("Invalid precisions: " + first + ", " + inner + ", " + last + ", " + maps
                    + " (must be FLOAT32 for all or for none)");
        }
    }

    private static Map<String, PrecisionPolicy> named() {
        Map<String, PrecisionPolicy> result = new LinkedHashMap<>();
        result.put("float32", FLOAT32);
        result.put("binary", BINARY);
        return result;
    }

    /**
     * The policy that has the given name in configurations.
     *
     * @param name one of {@link #names()}
     * @throws IllegalArgumentException if no policy has the name
     */
    public static PrecisionPolicy of(String name) {
        PrecisionPolicy policy = NAMED.get(name);
        if (policy == null) {
            throw new IllegalArgumentException("Invalid precision: " + name + " (must be one of "
                    + String.join(", ", names()) + ")" + Suggestions.didYouMean(name, names()));
        }
        return policy;
    }

    /** The names of the policies in configurations: {@code float32}, {@code binary}. */
    public static List<String> names() {
        return List.copyOf(NAMED.keySet());
    }

    /** A copy of this policy in which the first and the last layer have weights of the given precision. */
    public PrecisionPolicy withEnds(WeightPrecision weights) {
        return new PrecisionPolicy(weights, inner, weights, maps);
    }

    /** A copy of this policy in which the layers between the first and the last, and all maps, have the given width. */
    public PrecisionPolicy withWidth(Width width) {
        return new PrecisionPolicy(
                first, WeightPrecision.ofPlanes(width.weights()), last, MapPrecision.ofBits(width.maps()));
    }

    /** Whether weights and maps are codes and not floating point. */
    public boolean quantized() {
        return maps != MapPrecision.FLOAT32;
    }

    /** A copy of a network with every weighted layer and activation in this policy's precision, and no other widths. */
    public NetworkSpec apply(NetworkSpec network) {
        List<Node> weighted = network.weighted();
        return network.withWidths(List.of()).mapLayers(node -> {
            if (node.layer() instanceof LayerSpec.Weighted layer) {
                return layer.withWeights(precision(weighted.indexOf(node), weighted.size()));
            }
            return node.layer() instanceof LayerSpec.Activation ? new LayerSpec.Activation(maps) : node.layer();
        });
    }

    private WeightPrecision precision(int index, int count) {
        if (index == count - 1) {
            return last;
        }
        return index == 0 ? first : inner;
    }
}
