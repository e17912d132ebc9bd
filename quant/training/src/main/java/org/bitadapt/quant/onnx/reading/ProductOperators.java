package org.bitadapt.quant.onnx.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitadapt.common.network.LayerSpec.Conv2d;
import org.bitadapt.common.network.LayerSpec.Linear;
import org.bitadapt.common.network.WeightPrecision;

/** Convolutions and products with matrices. */
record ProductOperators(Context context) {

    private static final int CONVOLUTION_RANK = 4;

    void addTo(Map<String, Operator> operators) {
        operators.put("Conv", this::convolution);
        operators.put("Gemm", this::gemm);
        operators.put("MatMul", this::product);
    }

    private Value convolution(Operation operation) {
        MapValue in = context.planes(operation);
        Tensor kernel = context.tensor(operation, 1);
        List<Integer> dims = kernel.dims();
        if (dims.size() != CONVOLUTION_RANK || dims.contains(0)) {
            throw new UnsupportedNodeException("has weights of dimensions " + dims + " (must be four)", "");
        }
        long groups = operation.number("group", 1);
        if (groups != 1) {
            throw new UnsupportedNodeException(
                    "has " + groups + " groups (must be 1)",
                    "take a network without grouped or depthwise convolutions, such as a ResNet");
        }
        if (dims.get(1) != in.shape().channels()) {
            throw new UnsupportedNodeException(
                    "has weights for " + dims.get(1) + " channels (must be "
                            + in.shape().channels() + ")",
                    "");
        }
        List<Long> stated = operation.numbers("kernel_shape");
        if (!stated.isEmpty() && !stated.equals(List.of((long) dims.get(2), (long) dims.get(3)))) {
            throw new UnsupportedNodeException(
                    "has kernel_shape " + stated + " and weights of dimensions " + dims + " (must agree)", "");
        }
        WindowRule window = WindowRule.of(operation, in.shape(), dims.get(2), dims.get(3));
        int outputs = dims.get(0);
        float[] weights = context.constants().floats(kernel);
        Optional<double[]> bias = context.optionalTensor(operation, 2).map(tensor -> context.numbers(tensor, outputs));
        String name = context.draft().names().ofWeighted(operation, kernel.name());
        Conv2d layer = new Conv2d(
                outputs, window.kernel(), window.stride(), window.padding(), bias.isPresent(), WeightPrecision.FLOAT32);
        context.draft().add(name, layer, List.of(in.node()));
        context.draft().weights().put(name, new Weights(outputs, weights, bias, Optional.empty()));
        return MapValue.planes(name, window.output(outputs));
    }

    private Value gemm(Operation operation) {
        operation.require("transA", 0);
        boolean turned = operation.number("transB", 0) != 0;
        double beta = operation.decimal("beta", 1);
        Optional<double[]> bias =
                context.optionalTensor(operation, 2).map(tensor -> constants(operation, tensor, turned, beta));
        return linear(operation, turned, operation.decimal("alpha", 1), bias);
    }

    private double[] constants(Operation operation, Tensor tensor, boolean turned, double factor) {
        List<Integer> dims = context.tensor(operation, 1).dims();
        int outputs = dims.size() == 2 ? dims.get(turned ? 0 : 1) : 0;
        double[] given = context.numbers(tensor, tensor.size() == 1 ? 1 : outputs);
        double[] bias = new double[outputs];
        for (int i = 0; i < outputs; i++) {
            bias[i] = factor * given[given.length == 1 ? 0 : i];
        }
        return bias;
    }

    private Value product(Operation operation) {
        return linear(operation, false, 1, Optional.empty());
    }

    /**
     * A linear layer.
     *
     * @param turned whether the file's matrix is outputs x inputs, as ours, and not inputs x outputs
     */
    private Value linear(Operation operation, boolean turned, double factor, Optional<double[]> bias) {
        MapValue in = context.map(operation, 0);
        Tensor matrix = context.tensor(operation, 1);
        List<Integer> dims = matrix.dims();
        int inputs = in.shape().size();
        if (!in.isRows()) {
            throw new UnsupportedNodeException(
                    "reads a map whose axes are " + in.axes() + " (must be images x numbers)", "put Flatten before it");
        }
        if (dims.size() != 2 || dims.contains(0) || dims.get(turned ? 1 : 0) != inputs) {
            throw new UnsupportedNodeException(
                    "has a matrix of dimensions " + dims + " (must be of " + inputs + " inputs)", "");
        }
        int outputs = dims.get(turned ? 0 : 1);
        float[] weights = weights(context.constants().floats(matrix), in, turned, outputs);
        for (int i = 0; factor != 1 && i < weights.length; i++) {
            weights[i] = (float) (weights[i] * factor);
        }
        String name = context.draft().names().ofWeighted(operation, matrix.name());
        Linear layer = new Linear(outputs, bias.isPresent(), WeightPrecision.FLOAT32);
        context.draft().add(name, layer, List.of(context.draft().flat(in)));
        context.draft().weights().put(name, new Weights(outputs, weights, bias, Optional.empty()));
        return MapValue.vector(name, outputs);
    }

    /** A copy of a matrix as {@code [output][channel][y][x]}. */
    private static float[] weights(float[] matrix, MapValue in, boolean turned, int outputs) {
        int[] places = in.places();
        float[] weights = new float[matrix.length];
        for (int i = 0; i < weights.length; i++) {
            int output = i / places.length;
            int place = places[i % places.length];
            weights[i] = matrix[turned ? output * places.length + place : place * outputs + output];
        }
        return weights;
    }
}
