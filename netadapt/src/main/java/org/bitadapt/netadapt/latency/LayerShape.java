package org.bitadapt.netadapt.latency;

import java.io.Serializable;
import java.util.Optional;
import org.bitadapt.common.lowering.Step;

/**
 * What a table is keyed by: all that the time of a layer depends on. Layers of one shape have one time, whatever their
 * names and networks.
 *
 * @param geometry all but the channels
 * @param inputs input channels, at least 1
 * @param outputs output channels, at least 1; as many as inputs in pooling
 */
public record LayerShape(LayerGeometry geometry, int inputs, int outputs) implements Serializable {

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

    /** The shape of a step; empty for dropout, which takes no time. */
    public static Optional<LayerShape> of(Step step) {
        return LayerGeometry.of(step)
                .map(geometry -> new LayerShape(
                        geometry,
                        step.input().shape().channels(),
                        step.output().shape().channels()));
    }

    @Override
    public String toString() {
        return LayerColumns.text(this);
    }
}
