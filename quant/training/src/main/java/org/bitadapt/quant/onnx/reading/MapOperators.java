package org.bitadapt.quant.onnx.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import onnx.Onnx.TensorProto.DataType;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.Shape;

/** Activations, pools, and what changes nothing when a network is evaluated. */
record MapOperators(Context context) {

    private static final int SOFTMAX_OVER_AXIS = 13;
    private static final float USUAL_RATE = 0.5f;

    void addTo(Map<String, Operator> operators) {
        operators.put("Relu", this::relu);
        operators.put("MaxPool", this::maxPool);
        operators.put("GlobalAveragePool", operation -> average(operation, context.planes(operation)));
        operators.put("AveragePool", this::averagePool);
        operators.put("ReduceMean", this::mean);
        operators.put("Dropout", this::dropout);
        operators.put("Identity", operation -> context.value(operation.input(0)));
        operators.put("Cast", this::cast);
        operators.put("Softmax", operation -> softmax(operation, Ending.SOFTMAX));
        operators.put("LogSoftmax", operation -> softmax(operation, Ending.LOG_SOFTMAX));
    }

    private Value relu(Operation operation) {
        MapValue in = context.map(operation, 0);
        boolean twice = context.draft().nodes().stream()
                .filter(node -> node.layer() instanceof LayerSpec.Activation)
                .map(Node::name)
                .anyMatch(in.node()::equals);
        return twice ? in : in.at(add(operation, new LayerSpec.Activation(MapPrecision.FLOAT32), in));
    }

    private String add(Operation operation, LayerSpec layer, MapValue in) {
        return context.draft().add(context.draft().names().of(operation), layer, List.of(in.node()));
    }

    private static int[] kernel(Operation operation) {
        List<Long> kernel = operation.numbers("kernel_shape");
        if (kernel.size() != 2 || kernel.stream().anyMatch(length -> length < 1 || length > Short.MAX_VALUE)) {
            throw new UnsupportedNodeException("has kernel_shape " + kernel + " (must be two numbers)", "");
        }
        return kernel.stream().mapToInt(Long::intValue).toArray();
    }

    private Value maxPool(Operation operation) {
        MapValue in = context.planes(operation);
        int[] kernel = kernel(operation);
        WindowRule window = WindowRule.of(operation, in.shape(), kernel[0], kernel[1]);
        LayerSpec pool = new LayerSpec.MaxPool(window.kernel(), window.stride(), window.padding());
        return MapValue.planes(
                add(operation, pool, in), window.output(in.shape().channels()));
    }

    private Value averagePool(Operation operation) {
        MapValue in = context.planes(operation);
        int[] kernel = kernel(operation);
        boolean padded = operation.numbers("pads").stream().anyMatch(pad -> pad != 0);
        boolean automatic = operation.text("auto_pad", "NOTSET").startsWith("SAME");
        boolean single = operation.numbers("strides").stream().allMatch(stride -> stride == 1);
        if (!padded && kernel[0] == 1 && kernel[1] == 1 && single) {
            return in;
        }
        if (padded
                || automatic
                || kernel[0] != in.shape().height()
                || kernel[1] != in.shape().width()) {
            throw new UnsupportedNodeException(
                    "averages windows of " + kernel[0] + "x" + kernel[1] + " of a map of " + in.shape()
                            + " (must be the whole map)",
                    "take a network with max pools, or images of the size at which the window is the whole map");
        }
        return average(operation, in);
    }

    private Value average(Operation operation, MapValue in) {
        Shape vector = Shape.vector(in.shape().channels());
        return in.shape().isVector()
                ? in
                : MapValue.planes(add(operation, new LayerSpec.GlobalAveragePool(), in), vector);
    }

    private Value mean(Operation operation) {
        MapValue in = context.map(operation, 0);
        List<Integer> averaged = ShapeOperators.axes(
                context.attributeOrInput(operation, "axes", 1), in.axes().size());
        String letters = averaged.stream().map(in.axes()::get).sorted().collect(Collectors.joining());
        String wanted = (in.shape().height() > 1 ? "H" : "") + (in.shape().width() > 1 ? "W" : "");
        String sorted = letters.chars().sorted().mapToObj(Character::toString).collect(Collectors.joining());
        if (averaged.isEmpty() || !sorted.equals(wanted)) {
            throw new UnsupportedNodeException(
                    "averages axes " + averaged + " of a map whose axes are " + in.axes()
                            + " (must be height and width)",
                    "");
        }
        boolean kept = operation.number("keepdims", 1) != 0;
        List<String> axes = new ArrayList<>();
        for (int i = 0; i < in.axes().size(); i++) {
            if (!averaged.contains(i)) {
                axes.add(in.axes().get(i));
            } else if (kept) {
                axes.add("");
            }
        }
        return in.shape().isVector()
                ? in.arranged(axes)
                : new MapValue(
                        add(operation, new LayerSpec.GlobalAveragePool(), in),
                        Shape.vector(in.shape().channels()),
                        axes);
    }

    private Value dropout(Operation operation) {
        MapValue in = context.map(operation, 0);
        float rate = context.optionalTensor(operation, 1)
                .map(tensor -> (float) context.numbers(tensor, 1)[0])
                .orElseGet(() -> operation.decimal("ratio", USUAL_RATE));
        LayerSpec layer = new LayerSpec.Dropout(Double.parseDouble(Float.toString(rate)));
        return rate == 0 ? in : in.at(add(operation, layer, in));
    }

    private Value cast(Operation operation) {
        Value in = context.value(operation.input(0));
        if (in instanceof MapValue && operation.number("to", 0) != DataType.FLOAT_VALUE) {
            throw new UnsupportedNodeException("makes other numbers than float32 (must be float32)", "");
        }
        return in;
    }

    private Value softmax(Operation operation, Ending ending) {
        MapValue in = context.map(operation, 0);
        long axis = operation.number("axis", operation.operators() < SOFTMAX_OVER_AXIS ? 1 : -1);
        boolean overClasses = in.isRows() && in.shape().isVector() && (axis == 1 || axis == -1);
        if (!overClasses) {
            throw new UnsupportedNodeException("is not over class scores (must be at the end, over the classes)", "");
        }
        context.end(ending, in.node());
        return in;
    }
}
