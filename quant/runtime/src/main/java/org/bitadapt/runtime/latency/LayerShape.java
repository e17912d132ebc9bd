package org.bitadapt.runtime.latency;

import java.io.Serializable;

/**
 * What a table is keyed by: all that the time of a layer depends on. Layers of one shape have one time, whatever their
 * names and networks.
 *
 * @param geometry all but the channels
 * @param inputs input channels, at least 1
 * @param outputs output channels, at least 1; as many as inputs in pooling
 */
public record LayerShape(LayerGeometry geometry, int inputs, int outputs) implements Serializable {

    /** Checks the channels. */
    public LayerShape {
        if (inputs < 1 || outputs < 1) {
            throw new IllegalArgumentException(
                    "Invalid channels: " + inputs + " to " + outputs + " (must be at least 1)");
        }
        if (geometry.kind().channelwise() && inputs != outputs) {
            throw new IllegalArgumentException(
                    "Invalid channels of pooling: " + inputs + " to " + outputs + " (must be as many)");
        }
    }

    @Override
    public String toString() {
        return LayerColumns.text(this);
    }
}
