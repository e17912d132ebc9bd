package org.bitadapt.runtime.latency;

import java.io.Serializable;

/**
 * A measured shape.
 *
 * @param shape of a layer
 * @param measurement its time
 */
public record LatencyRow(LayerShape shape, Measurement measurement) implements Serializable {}
