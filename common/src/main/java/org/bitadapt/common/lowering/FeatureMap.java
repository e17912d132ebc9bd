package org.bitadapt.common.lowering;

import org.bitadapt.common.network.Shape;

/**
 * A feature map between two steps.
 *
 * @param index the map's position in {@link LoweredNetwork#maps()}; 0 is the image
 * @param node the network node whose output the map is
 * @param shape the map's shape for one image, before a flatten if there is one
 * @param kind what the map's values are
 * @param bits the bits of one pixel, code or floating-point value; of means, those of the codes
 */
public record FeatureMap(int index, String node, Shape shape, Kind kind, int bits) {

    /** What the values of a feature map are. */
    public enum Kind {
        /** Unsigned 8-bit pixels. */
        PIXELS,
        /** Unsigned codes of 8 bits or less with one scale. */
        CODES,
        /** The exact mean of codes over height and width. */
        MEAN_CODES,
        /** 32-bit floating point. */
        FLOATS
    }

    /** The largest pixel or code, {@code 2^bits - 1}; of means, that of the codes. Floating-point maps have none. */
    public int largestCode() {
        if (kind == Kind.FLOATS) {
            throw new IllegalStateException("Floating-point maps have no codes");
        }
        return (1 << bits) - 1;
    }
}
