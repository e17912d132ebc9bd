package org.bitadapt.netadapt.latency;

import java.io.Serializable;

/** A measured shape. */
public record LatencyRow(LayerShape shape, Measurement measurement) implements Serializable {}
