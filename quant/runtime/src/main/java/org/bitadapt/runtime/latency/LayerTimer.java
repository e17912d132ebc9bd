package org.bitadapt.runtime.latency;

/** Measures layers, one at a time. */
@FunctionalInterface
public interface LayerTimer {

    /**
     * Measures a layer of the given shape.
     *
     * @throws IllegalArgumentException if the timer's engine has no such layer
     */
    Measurement time(LayerShape shape);
}
