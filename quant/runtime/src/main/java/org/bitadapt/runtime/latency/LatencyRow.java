package org.bitadapt.runtime.latency;

import java.io.Serializable;

/**
 * A measured shape.
 *
 * @param shape the shape of a layer
 * @param measurement the time of the shape
 */
public record LatencyRow(LayerShape shape, Measurement measurement) implements Serializable {}
