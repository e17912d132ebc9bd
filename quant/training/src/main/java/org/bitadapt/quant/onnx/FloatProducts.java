package org.bitadapt.quant.onnx;

import java.util.ArrayList;
import java.util.List;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;

/** Writes products of floats as {@code Conv} or {@code Gemm}, {@code Add} and {@code Relu}. */
record FloatProducts(OnnxGraph graph, MapValues values) implements ProductWriter {

    @Override
    public void write(Step.Product product, ProductWeights weights) {
        String name = product.name();
        String kernel = graph.floats(name + ".weight", weights.values(), weights.shape());
        String bias = graph.floats(name + ".bias", weights.bias(), weights.outputs());
        String sum = multiply(graph, values, product, List.of(kernel, bias));
        if (product.residual().isPresent()) {
            String residual =
                    values.residual(product, values.floats(product.residual().get()));
            sum = graph.node("Add", name + ".sum", List.of(sum, residual));
        }
        values.floats(
                product.output(),
                product.activation().isPresent() ? graph.node("Relu", name + ".relu", List.of(sum)) : sum);
    }

    /** Writes {@code Conv}, or {@code Gemm} of the flattened input; returns the name of the output. */
    static String multiply(OnnxGraph graph, MapValues values, Step.Product product, List<String> weightAndBias) {
        String input = values.floats(product.input());
        boolean map = product.layer() instanceof LayerSpec.Conv2d;
        List<String> inputs = new ArrayList<>(weightAndBias);
        inputs.add(
                0,
                map
                        ? values.withPixels(product.input(), input, product.name())
                        : graph.flatten(product.name() + ".flat", input));
        return map
                ? graph.convolution("Conv", product.name(), inputs, product.window())
                : graph.node("Gemm", product.name(), inputs, OnnxGraph.number("transB", 1));
    }
}
