package org.bitadapt.runtime.latency;

import java.io.Serializable;

/**
 * The key of a table: everything that the time of a layer depends on. Layers of one shape have one time, whatever their
 * names and networks.
 *
 * @param geometry everything but the channels
 * @param inputs the number of input channels, at least 1
 * @param outputs the number of output channels, at least 1; equal to {@code inputs} in pooling
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
