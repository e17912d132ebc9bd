package org.bitadapt.common.lowering;

import org.bitadapt.common.network.Shape;

/**
 * A feature map between two steps.
 *
 * @param index the map's position in {@link LoweredNetwork#maps()}; 0 is the image
 * @param node the network node whose output the map is
 * @param shape the map's shape for one image, before a flatten if there is one
 * @param kind what the map's values are
 */
public record FeatureMap(int index, String node, Shape shape, Kind kind) {

    /** What the values of a feature map are. */
    public enum Kind {
        /** Unsigned 8-bit pixels. */
        PIXELS,
        /** Unsigned 8-bit codes with one scale. */
        CODES,
        /** The exact mean of codes over height and width. */
        MEAN_CODES,
        /** 32-bit floating point. */
        FLOATS
    }
}
