package org.bitadapt.runtime.latency;

/** What the values of a feature map are. */
public enum MapKind {
    /** Unsigned 8-bit pixels. */
    PIXELS,
    /** Unsigned 8-bit codes with one scale. */
    CODES,
    /** The exact mean of codes over height and width. */
    MEAN_CODES,
    /** 32-bit floating point. */
    FLOATS
}
