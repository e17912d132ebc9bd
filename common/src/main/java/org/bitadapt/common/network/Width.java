package org.bitadapt.common.network;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * One of the bit widths at which a network runs. At a width a layer has no more planes than {@code weights}, and an
 * activation codes of no more bits than {@code maps}; all other precisions stay as they are.
 *
 * @param weights the most planes of a weight, 1 to 7
 * @param maps the most bits of a code, 1 to 8
 * @see <a href="https://arxiv.org/abs/2004.05284">Du et al. 2020, quantizable DNNs: one network, many bit modes</a>
 */
public record Width(int weights, int maps) implements Serializable, Comparable<Width> {

    /** A width at which no network is narrower than it is. */
    public static final Width WIDEST = new Width(WeightPrecision.MOST_PLANES, MapPrecision.MOST_BITS);

    private static final Comparator<Width> ORDER =
            Comparator.comparingInt(Width::weights).thenComparingInt(Width::maps);

    public Width {
        WeightPrecision.ofPlanes(weights);
        MapPrecision.ofBits(maps);
    }

    /**
     * The widths of every number of planes with every number of bits, ascending.
     *
     * @param weights ascending numbers of planes
     * @param maps ascending numbers of bits
     */
    public static List<Width> combinations(List<Integer> weights, List<Integer> maps) {
        return weights.stream()
                .flatMap(planes -> maps.stream().map(bits -> new Width(planes, bits)))
                .toList();
    }

    /** A layer at this width. */
    LayerSpec narrowed(LayerSpec layer) {
        if (layer instanceof LayerSpec.Weighted weighted) {
            return weighted.withWeights(weighted.weights().narrowed(weights));
        }
        return layer instanceof LayerSpec.Activation activation
                ? new LayerSpec.Activation(activation.map().narrowed(maps))
                : layer;
    }

    /** By weights, then by maps. */
    @Override
    public int compareTo(Width other) {
        return ORDER.compare(this, other);
    }

    /** The field's short name, such as {@code w2a8} for weights of 2 bits and maps of 8. */
    @Override
    public String toString() {
        return "w" + weights + "a" + maps;
    }
}
