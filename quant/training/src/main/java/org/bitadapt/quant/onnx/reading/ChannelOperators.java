package org.bitadapt.quant.onnx.reading;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.LayerSpec.BatchNorm;

/** Sums of maps, and everything that multiplies and adds constants per channel. */
record ChannelOperators(Context context) {

    private static final float USUAL_EPSILON = 1e-5f;
    private static final float USUAL_MOMENTUM = 0.9f;

    void addTo(Map<String, Operator> operators) {
        operators.put("BatchNormalization", this::batchNorm);
        operators.put("Add", this::sum);
        operators.put("Sub", this::difference);
        operators.put("Mul", this::multiple);
        operators.put("Div", this::quotient);
        operators.put("DequantizeLinear", this::dequantized);
    }

    private Value batchNorm(Operation operation) {
        MapValue in = context.map(operation, 0);
        operation.require("training_mode", 0);
        if (!in.isByChannel()) {
            throw new UnsupportedNodeException(
                    "reads a map whose axes are " + in.axes() + " (must have the channels in the second axis)", "");
        }
        int channels = in.shape().channels();
        Tensor scale = context.tensor(operation, 1);
        double[] gain = context.numbers(scale, channels);
        double[] shift = context.numbers(context.tensor(operation, 2), channels);
        double[] mean = context.numbers(context.tensor(operation, 3), channels);
        double[] variance = context.numbers(context.tensor(operation, 4), channels);
        double epsilon = operation.decimal("epsilon", USUAL_EPSILON);
        for (int c = 0; c < channels; c++) {
            gain[c] /= Math.sqrt(variance[c] + epsilon);
            shift[c] -= mean[c] * gain[c];
            if (!Double.isFinite(gain[c]) || !Double.isFinite(shift[c])) {
                throw new InvalidOnnxException("Invalid tensors: " + operation.label() + " has variance " + variance[c]
                        + " and epsilon " + epsilon + " (must be above 0 together)");
            }
        }
        if (Draft.isImage(in.node())) {
            return in.at(context.draft().image(in.node(), new ChannelAffine(gain, shift)));
        }
        Norm norm = new Norm(gain, shift, mean, variance, layer(operation));
        return in.at(add(context.draft().names().ofWeighted(operation, scale.name()), norm, in));
    }

    /** The layer with the node's constants, or the usual ones where a layer cannot have them: gains make up for it. */
    private static BatchNorm layer(Operation operation) {
        double epsilon = decimal(operation.decimal("epsilon", USUAL_EPSILON));
        double momentum = decimal(operation.decimal("momentum", USUAL_MOMENTUM));
        return new BatchNorm(
                epsilon > 0 && epsilon < 1 ? epsilon : BatchNorm.STANDARD.epsilon(),
                momentum >= 0 && momentum < 1 ? momentum : BatchNorm.STANDARD.momentum());
    }

    /** The decimal that a float32 was rounded from: 1e-5, and not 9.99999974e-6. */
    private static double decimal(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    private String add(String name, Norm norm, MapValue in) {
        context.draft().norms().put(name, norm);
        return context.draft().add(name, norm.layer(), List.of(in.node()));
    }

    private Value sum(Operation operation) {
        if (context.isConstant(operation, 0) || context.isConstant(operation, 1)) {
            int constant = context.isConstant(operation, 0) ? 0 : 1;
            return affine(operation, constant, value -> new double[] {1, value});
        }
        MapValue first = context.map(operation, 0);
        MapValue second = context.map(operation, 1);
        if (!first.shape().equals(second.shape()) || !first.axes().equals(second.axes())) {
            throw new UnsupportedNodeException(
                    "adds maps of " + first.shape() + " and " + second.shape() + ", with axes " + first.axes() + " and "
                            + second.axes() + " (must be equal)",
                    "");
        }
        String name = context.draft().names().of(operation);
        return first.at(context.draft().add(name, new LayerSpec.Add(), List.of(first.node(), second.node())));
    }

    private Value difference(Operation operation) {
        return context.isConstant(operation, 0)
                ? affine(operation, 0, value -> new double[] {-1, value})
                : affine(operation, 1, value -> new double[] {1, -value});
    }

    private Value multiple(Operation operation) {
        int constant = context.isConstant(operation, 0) ? 0 : 1;
        return affine(operation, constant, value -> new double[] {value, 0});
    }

    private Value quotient(Operation operation) {
        return affine(operation, 1, value -> new double[] {1 / value, 0});
    }

    /** What a constant does to a number: the factor, and what is added then. */
    @FunctionalInterface
    private interface Effect {
        double[] of(double constant);
    }

    /** Applies a constant to a map, channel by channel. */
    private Value affine(Operation operation, int constant, Effect effect) {
        MapValue in = context.map(operation, 1 - constant);
        double[] values = perChannel(context.tensor(operation, constant), in);
        ChannelAffine change = new ChannelAffine(new double[values.length], new double[values.length]);
        for (int c = 0; c < values.length; c++) {
            double[] both = effect.of(values[c]);
            change.factor()[c] = both[0];
            change.constant()[c] = both[1];
            if (!Double.isFinite(both[0])) {
                throw new UnsupportedNodeException("divides by 0", "");
            }
        }
        return apply(operation, in, change);
    }

    private Value apply(Operation operation, MapValue in, ChannelAffine change) {
        if (Draft.isImage(in.node())) {
            return in.at(context.draft().image(in.node(), change));
        }
        double[] ones = ChannelAffine.identity(change.factor().length).factor();
        Norm norm = new Norm(change.factor(), change.constant(), new double[ones.length], ones, BatchNorm.STANDARD);
        String name = add(context.draft().names().of(operation), norm, in);
        context.draft().affine().add(name);
        return in.at(name);
    }

    /** The numbers of a constant for each channel of a map: one for all, or one each. */
    private double[] perChannel(Tensor tensor, MapValue in) {
        int channels = in.shape().channels();
        int axes = in.axes().size();
        List<Integer> dims = tensor.dims();
        boolean fits = dims.size() <= axes;
        for (int i = 0; fits && i < dims.size(); i++) {
            int axis = axes - dims.size() + i;
            fits = dims.get(i) == 1
                    || (dims.get(i) == channels && in.axes().get(axis).equals("C"));
        }
        if (!fits) {
            throw new UnsupportedNodeException(
                    "has a constant of dimensions " + dims + " for a map of " + in.shape()
                            + " (must be one number, or one per channel)",
                    "");
        }
        double[] given = context.numbers(tensor, tensor.size());
        double[] values = Arrays.copyOf(given, channels);
        if (given.length == 1) {
            Arrays.fill(values, given[0]);
        }
        return values;
    }

    /** The image as floating-point numbers: {@code (code - zero) * scale}. */
    private Value dequantized(Operation operation) {
        if (!context.image().codes()
                || !(context.value(operation.input(0)) instanceof MapValue in)
                || !Draft.isImage(in.node())) {
            throw new UnsupportedNodeException(
                    "belongs to a quantized network (must be a network in float32)",
                    "export the network before it is quantized");
        }
        int channels = in.shape().channels();
        Tensor scale = context.tensor(operation, 1);
        double[] scales = context.numbers(scale, scale.size() == 1 ? 1 : channels);
        List<Integer> zeros = context.optionalTensor(operation, 2)
                .map(Tensor::codes)
                .filter(codes -> !codes.isEmpty())
                .orElse(List.of(0));
        long axis = operation.number("axis", 1);
        boolean named = axis >= 0
                && axis < in.axes().size()
                && in.axes().get((int) axis).equals("C");
        if ((scales.length > 1 && !named) || (zeros.size() != 1 && zeros.size() != scales.length)) {
            throw new UnsupportedNodeException("has scales and zero points that are not those of the channels", "");
        }
        ChannelAffine change = new ChannelAffine(new double[channels], new double[channels]);
        for (int c = 0; c < channels; c++) {
            change.factor()[c] = scales[scales.length == 1 ? 0 : c];
            change.constant()[c] = -zeros.get(zeros.size() == 1 ? 0 : c) * change.factor()[c];
        }
        return in.at(context.draft().image(in.node(), change));
    }
}
