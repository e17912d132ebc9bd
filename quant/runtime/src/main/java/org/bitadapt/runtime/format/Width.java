package org.bitadapt.runtime.format;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/**
 * How many bits a network runs with. A file holds a network at one width or at several, which share weights.
 *
 * @param weights the most bits of a weight in layers of sign planes, 1..{@value #MAX_WEIGHTS}; 8-bit layers keep 8
 * @param maps the most bits of the codes that convolutions write, 1..{@value #MAX_MAPS}
 */
public record Width(int weights, int maps) implements Comparable<Width> {
    /** The most bits of a weight that is made of sign planes. */
    public static final int MAX_WEIGHTS = 7;
    /** The most bits of a code. */
    public static final int MAX_MAPS = 8;
    /** 1-bit weights and 8-bit maps, the only width of a file of version 1. */
    public static final Width BINARY = new Width(1, MAX_MAPS);

    private static final Comparator<Width> ORDER =
            Comparator.comparingInt(Width::weights).thenComparingInt(Width::maps);

    /** Checks the ranges. */
    public Width {
        Limits.require("weight bits of a width", weights, 1, MAX_WEIGHTS);
        Limits.require("map bits of a width", maps, 1, MAX_MAPS);
    }

    /** Compares the bits of weights, then the bits of maps. */
    @Override
    public int compareTo(Width other) {
        return ORDER.compare(this, other);
    }

    /** The bits of weights and the bits of maps, such as {@code 2/8}. */
    @Override
    public String toString() {
        return weights + "/" + maps;
    }

    /**
     * Widths for a message.
     *
     * @param widths some widths
     * @return the bits of weights, and the bits of maps where not all have 8, such as {@code 1, 2, 4} or {@code 1/4, 1/8}
     */
    public static String words(Collection<Width> widths) {
        boolean plain = widths.stream().allMatch(width -> width.maps == MAX_MAPS);
        return widths.stream()
                .map(width -> plain ? Integer.toString(width.weights) : width.toString())
                .collect(Collectors.joining(", "));
    }
}
