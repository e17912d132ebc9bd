package org.bitadapt.quant.onnx;

import java.util.ArrayList;
import java.util.List;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.FeatureMap.Kind;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.quant.engine.quantization.MapScales;

/**
 * Writes products between quantized values only, which ONNX Runtime turns into {@code QLinearConv}, {@code QGemm} and
 * {@code QLinearAdd}.
 */
record FusedProducts(OnnxGraph graph, MapValues values, MapScales scales, ByteScales bytes) implements ProductWriter {

    private static final int MIDDLE = 128;
    // A branch may be as far below 0 as the sum's range is above it.
    private static final double BRANCH_RANGE = 2;

    @Override
    public void write(Step.Product product, ProductWeights weights) {
        String name = product.name();
        String sum = sum(product, weights);
        double scale = scales.of(product.output());
        boolean codes = product.output().kind() == Kind.CODES;
        // Floats in a unit of codes are a branch of a sum; floats in the unit 1 are scores, or lead to scores.
        boolean rounded = codes || scale != 1;
        Quantization branch = new Quantization(BRANCH_RANGE * bytes.of(product.output()), List.of(MIDDLE));
        if (product.residual().isPresent()) {
            String term = rounded ? rounded(name, sum, branch) : sum;
            String residual = values.residual(
                    product, residual(product, product.residual().get()));
            sum = graph.node("Add", name + ".sum", List.of(term, residual));
        }
        if (product.activation().isPresent()) {
            sum = graph.node("Relu", name + ".relu", List.of(sum));
        }
        if (!rounded) {
            values.floats(product.output(), sum);
            return;
        }
        values.quantize(product.output(), sum, codes ? Quantization.codes(scale) : branch);
    }

    /**
     * The residual in floats. Quantized sums know one zero point, so the image, which may have a zero point per
     * channel, is rounded to another scale.
     */
    private String residual(Step.Product product, FeatureMap map) {
        String floats = values.floats(map);
        if (!values.hasCodes(map) || !values.codes(map).quantization().perChannel()) {
            return floats;
        }
        double scale = BRANCH_RANGE * values.codes(map).quantization().scale();
        return rounded(product.name() + ".residual", floats, new Quantization(scale, List.of(MIDDLE)));
    }

    private String rounded(String name, String sum, Quantization branch) {
        return graph.dequantize(name + ".term", graph.quantize(name + ".branch", sum, branch), branch);
    }

    private String sum(Step.Product product, ProductWeights weights) {
        String name = product.name();
        MapValues.Coded input = values.codes(product.input());
        Quantization quantization = input.quantization();
        Step.Window window = product.window();
        String codes = input.name();
        if (quantization.perChannel()) {
            // Quantized products know one zero point: the input is padded with each channel's own, and the bias is
            // corrected.
            codes = window.padding() == 0 ? codes : padded(product, codes, quantization.zeroPoints());
            window = new Step.Window(window.height(), window.width(), window.stride(), 0);
            quantization = new Quantization(quantization.scale(), List.of(common(quantization)));
        }
        String kernel = graph.scaledWeights(name + ".weight", weights.turnedCodes(), weights.shape(), weights.scales());
        BiasCodes bias = BiasCodes.of(
                product,
                weights,
                input.quantization(),
                quantization.zeroPoints().get(0));
        String added = graph.scaledSums(
                name + ".bias", graph.integers(name + ".bias.codes", bias.codes(), weights.outputs()), bias.units(), 0);
        boolean map = product.layer() instanceof LayerSpec.Conv2d;
        codes = map ? values.withPixels(product.input(), codes, name) : graph.flatten(name + ".flat", codes);
        String floats = graph.dequantize(name + ".in", codes, quantization);
        List<String> inputs = List.of(floats, kernel, added);
        return map
                ? graph.convolution("Conv", name, inputs, window)
                : graph.node("Gemm", name, inputs, OnnxGraph.number("transB", 1));
    }

    private static int common(Quantization quantization) {
        return (int) Math.rint(quantization.zeroPoints().stream()
                .mapToInt(Integer::intValue)
                .average()
                .orElse(0));
    }

    private String padded(Step.Product product, String pixels, List<Integer> zeroPoints) {
        String name = product.name() + ".padded";
        int padding = product.window().padding();
        String pads = graph.longs(name + ".pads", 0, 0, padding, padding, 0, 0, padding, padding);
        List<String> channels = graph.channels(name + ".split", zeroPoints.size(), pixels);
        List<String> planes = new ArrayList<>();
        for (int channel = 0; channel < channels.size(); channel++) {
            String plane = name + "." + channel;
            byte[] zero = {zeroPoints.get(channel).byteValue()};
            String value = graph.unsignedBytes(plane + ".zero", zero);
            planes.add(graph.node("Pad", plane, List.of(channels.get(channel), pads, value)));
        }
        return graph.node("Concat", name, planes, OnnxGraph.number("axis", 1));
    }
}
