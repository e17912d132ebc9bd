package org.bitadapt.netadapt.latency;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.netadapt.resource.LayerUse;
import org.bitadapt.netadapt.resource.Resource;
import org.bitadapt.netadapt.resource.ResourceKind;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.latency.LatencyFile;
import org.bitadapt.runtime.latency.LatencyHeader;
import org.bitadapt.runtime.latency.LatencyRow;
import org.bitadapt.runtime.latency.LayerGeometry;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.PackedLayers;

/**
 * Latency by measured times of layers: a network takes the sum of its steps' times.
 *
 * <p>The time between measured channels is interpolated linearly in inputs and in outputs; at measured channels it is
 * exact. Channels outside the measured range are refused and not guessed: small layers do not go on getting faster. The
 * sum leaves out time between layers; compare it with the whole network's time.
 */
public final class LatencyTable implements Resource {

    private static final long serialVersionUID = 1;

    private final LatencyFile file;
    private final LatencyHeader header;
    private final Map<LayerGeometry, ChannelGrid> grids = new HashMap<>();

    /**
     * @param file rows of shapes; where two rows have the same shape, the later row counts
     * @param where the place that the file comes from, for messages
     * @throws IllegalArgumentException if the header is not valid
     */
    public LatencyTable(LatencyFile file, String where) {
        this.file = file;
        try {
            this.header = TableHeader.parse(file.header());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", " + where + ":1", e);
        }
        for (LatencyRow row : file.rows()) {
            LayerShape shape = row.shape();
            grids.computeIfAbsent(shape.geometry(), absent -> new ChannelGrid())
                    .put(shape.inputs(), column(shape), row.measurement().medianMicros());
        }
    }

    /** A shape's column in its grid: 0 for pooling, which has a line of points and not a plane, else the outputs. */
    private static int column(LayerShape shape) {
        return shape.geometry().kind().channelwise() ? 0 : shape.outputs();
    }

    /** The file from which the table was made. */
    public LatencyFile file() {
        return file;
    }

    /** Where and how the table was measured. */
    public LatencyHeader header() {
        return header;
    }

    /**
     * The time of one layer.
     *
     * @return the time in microseconds
     * @throws IllegalArgumentException if the table does not reach the shape
     */
    public double micros(LayerShape shape) {
        ChannelGrid grid = grids.get(shape.geometry());
        if (grid == null) {
            throw new IllegalArgumentException("Missing latency of a layer: " + shape
                    + " (must be in the table of target " + header.target() + "; measure it with the same network)");
        }
        return grid.at(shape.inputs(), column(shape))
                .orElseThrow(() -> new IllegalArgumentException("Missing latency of a layer: " + shape
                        + " (must be within the measured channels " + grid + " of target " + header.target() + ")"));
    }

    /**
     * The time of a packed model at one width: the sum of its layers' times.
     *
     * @return the time in microseconds
     * @throws IllegalArgumentException if the table does not reach a layer
     */
    public double micros(PackedNetwork network) {
        return PackedLayers.of(network).stream()
                .mapToDouble(layer -> micros(layer.present()))
                .sum();
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.LATENCY;
    }

    @Override
    public String unit() {
        return LatencyHeader.UNIT;
    }

    @Override
    public List<LayerUse> layers(LoweredNetwork network) {
        return network.steps().stream().map(this::use).toList();
    }

    private LayerUse use(Step step) {
        return new LayerUse(
                step.name(), StepShapes.shape(step).map(this::micros).orElse(0.0));
    }
}
