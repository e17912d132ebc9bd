package org.bitadapt.jobs.config;

import java.io.Serializable;
import java.util.List;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.common.network.Width;

/**
 * The bit widths at which a binary network runs: every number of bits of weights with every number of bits of maps.
 *
 * @param weights the bits of the weights between the first and the last layer, ascending, each 1 to 7
 * @param maps the bits of the feature maps, ascending, each 1 to 8
 */
public record WidthsConfig(List<Integer> weights, List<Integer> maps) implements Serializable {

    public WidthsConfig {
        weights = List.copyOf(weights);
        maps = List.copyOf(maps);
        new Rules()
                .check(
                        ascend(weights, WeightPrecision.MOST_PLANES),
                        "weights",
                        weights.toString(),
                        "one or more, ascending, each 1.." + WeightPrecision.MOST_PLANES)
                .check(
                        ascend(maps, MapPrecision.MOST_BITS),
                        "maps",
                        maps.toString(),
                        "one or more, ascending, each 1.." + MapPrecision.MOST_BITS)
                .enforce();
    }

    private static boolean ascend(List<Integer> bits, int most) {
        int last = 0;
        for (int each : bits) {
            if (each <= last || each > most) {
                return false;
            }
            last = each;
        }
        return !bits.isEmpty();
    }

    /** The widths, ascending; one or more. */
    public List<Width> all() {
        return Width.combinations(weights, maps);
    }

    /** Whether these are the widths of a network of 1-bit weights and 8-bit maps, as where nobody sets them. */
    boolean areOfOne() {
        return all().equals(List.of(new Width(1, MapPrecision.MOST_BITS)));
    }

    /** The widest width. */
    public Width widest() {
        return new Width(weights.get(weights.size() - 1), maps.get(maps.size() - 1));
    }
}
