package org.bitadapt.quant.onnx;

import java.util.List;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.FeatureMap.Kind;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.quantization.MapScales;

/** Writes the steps of a lowered network as nodes. */
final class NetworkWriter {

    private final OnnxSource source;
    private final LoweredNetwork network;
    private final ParameterLayout layout;
    private final MapScales scales;
    private final ByteScales bytes;
    private final OnnxGraph graph;
    private final MapValues values;
    private final boolean faithful;
    private final ProductWriter products;

    NetworkWriter(OnnxSource source, OnnxForm form, OnnxGraph graph) {
        this.source = source;
        this.graph = graph;
        this.network = LoweredNetwork.of(source.spec());
        this.layout = ParameterLayout.of(network);
        this.scales = MapScales.of(network, layout, source.parameters(), source.pixels());
        this.bytes = ByteScales.of(network, scales);
        this.values = new MapValues(graph);
        boolean quantized = source.quantized();
        this.faithful = quantized && form == OnnxForm.FAITHFUL;
        if (!quantized) {
            this.products = new FloatProducts(graph, values);
        } else if (faithful) {
            this.products = new FaithfulProducts(graph, values);
        } else {
            this.products = new FusedProducts(graph, values, scales, bytes);
        }
    }

    void write() {
        Quantization pixels = Quantization.pixels(source.pixels());
        values.codes(
                network.maps().get(0),
                new MapValues.Coded(OnnxExporter.INPUT, faithful ? pixels.withScale(FaithfulProducts.UNIT) : pixels));
        if (!source.pixels().shifts().isEmpty()) {
            shiftPixels();
        }
        network.steps().forEach(this::write);
        graph.scores(scores(), values.isVector(network.output()));
    }

    /** Takes what zero points lack of whole codes off the floats of the image. */
    private void shiftPixels() {
        FeatureMap image = network.maps().get(0);
        float[] shifts = new float[image.shape().channels()];
        for (int c = 0; c < shifts.length; c++) {
            shifts[c] = source.pixels().shifts().get(c) * source.pixels().scale();
        }
        String constant = graph.floats("shift", shifts, shifts.length, 1, 1);
        values.floats(image, graph.node("Sub", "shifted", List.of(values.floats(image), constant)));
    }

    /** The scores in their own unit; scores that are codes, or sums of codes, are stored in another unit. */
    private String scores() {
        String stored = values.floats(network.output());
        double scale = scales.of(network.output());
        if (!faithful || scale == 1) {
            return stored;
        }
        return graph.node("Mul", "scaled", List.of(stored, graph.floats("scale", new float[] {(float) scale})));
    }

    private void write(Step step) {
        if (step instanceof Step.Product product) {
            products.write(product, ProductWeights.of(product, scales, layout, source));
            if (product.layer() instanceof LayerSpec.Linear) {
                values.vector(product.output());
            }
        } else if (step instanceof Step.MaxPool pool) {
            values.select(
                    pool.input(),
                    pool.output(),
                    in -> graph.convolution(
                            "MaxPool",
                            pool.name(),
                            List.of(values.withPixels(pool.input(), in, pool.name())),
                            pool.window()));
        } else if (step instanceof Step.GlobalAverage average) {
            average(average);
        } else {
            values.pass(step.input(), step.output()); // dropout is the identity here
        }
    }

    /** The quantization of a map's mean: that of the map, and 8 bits over the range of narrower codes. */
    private Quantization mean(FeatureMap map) {
        Quantization codes = values.codes(map).quantization();
        return map.kind() == Kind.CODES ? codes.withScale(bytes.of(map)) : codes;
    }

    private void average(Step.GlobalAverage average) {
        String input = values.withPixels(average.input(), values.floats(average.input()), average.name());
        boolean floats = average.input().kind() == Kind.FLOATS;
        if (faithful && !floats) {
            // The stored means of codes are sums, which are whole numbers.
            String axes = graph.longs(average.name() + ".axes", 2, 3);
            values.floats(average.output(), graph.node("ReduceSum", average.name(), List.of(input, axes)));
            return;
        }
        // ONNX Runtime has no quantized GlobalAveragePool with a zero point for each channel.
        boolean isImage = average.input().kind() == Kind.PIXELS;
        String mean = isImage
                ? graph.node("ReduceMean", average.name(), List.of(input), OnnxGraph.numbers("axes", 2, 3))
                : graph.node("GlobalAveragePool", average.name(), List.of(input));
        if (floats || !source.quantized()) {
            values.floats(average.output(), mean);
        } else {
            values.quantize(average.output(), mean, mean(average.input()));
        }
    }
}
