package org.bitadapt.quant.onnx.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the nodes of a graph have made so far, and the end of the graph. */
final class Context {

    private final Map<String, Value> values;
    private final Draft draft;
    private final Operations operations;
    private final Constants constants;
    private final InputImage image;
    private Ending ending = Ending.SCORES;
    private String endingNode = "";

    Context(Map<String, Value> values, Draft draft, Operations operations, Constants constants, InputImage image) {
        this.values = values;
        this.draft = draft;
        this.operations = operations;
        this.constants = constants;
        this.image = image;
    }

    Map<String, Value> values() {
        return values;
    }

    Draft draft() {
        return draft;
    }

    Constants constants() {
        return constants;
    }

    InputImage image() {
        return image;
    }

    Operations operations() {
        return operations;
    }

    Ending ending() {
        return ending;
    }

    /** The node whose output goes through a softmax; empty if there is none. */
    String endingNode() {
        return endingNode;
    }

    void end(Ending how, String node) {
        if (!endingNode.isEmpty()) {
            throw new UnsupportedNodeException("is a second softmax (must be one, at the end)", "");
        }
        ending = how;
        endingNode = node;
    }

    /** What a name stands for; broken for the empty name. */
    Value value(String name) {
        return name.isEmpty() ? new Value.Sizes(List.of()) : values.get(name);
    }

    /** A feature map that a node reads. */
    MapValue map(Operation operation, int input) {
        if (value(operation.input(input)) instanceof MapValue map) {
            return map;
        }
        throw new UnsupportedNodeException(
                "computes constants (must read a feature map)", "export with constants folded");
    }

    /** A feature map in the usual arrangement. */
    MapValue planes(Operation operation) {
        MapValue map = map(operation, 0);
        if (!map.isPlanes()) {
            throw new UnsupportedNodeException(
                    "reads a map whose axes are " + map.axes()
                            + " (must be images, channels, height and width: N, C, H, W)",
                    "");
        }
        return map;
    }

    boolean isConstant(Operation operation, int input) {
        return value(operation.input(input)) instanceof Value.Constant;
    }

    /** A constant that a node reads. */
    Tensor tensor(Operation operation, int input) {
        return optionalTensor(operation, input)
                .orElseThrow(() -> new UnsupportedNodeException(
                        "lacks input " + (input + 1) + ", or computes it (must be a constant)",
                        "export with constants folded"));
    }

    /** A constant that a node may read. */
    Optional<Tensor> optionalTensor(Operation operation, int input) {
        if (operation.input(input).isEmpty()) {
            return Optional.empty();
        }
        if (value(operation.input(input)) instanceof Value.Constant constant) {
            return Optional.of(constant.tensor());
        }
        throw new UnsupportedNodeException(
                "computes input " + (input + 1) + " (must be a constant)", "export with constants folded");
    }

    /** The numbers of a floating-point constant, of which there must be a certain number. */
    double[] numbers(Tensor tensor, int count) {
        if (tensor.size() != count) {
            throw new UnsupportedNodeException(
                    "reads " + tensor.name() + " of " + tensor.size() + " numbers (must be " + count + ")", "");
        }
        float[] floats = constants.floats(tensor);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = floats[i];
        }
        return numbers;
    }

    /** Whole numbers that a node reads: a constant, or computed of shapes. */
    List<Long> wholes(Operation operation, int input) {
        Value value = value(operation.input(input));
        if (value instanceof Value.Sizes sizes) {
            return sizes.numbers();
        }
        return tensor(operation, input).longs();
    }

    /** Whole numbers that are an attribute in older operator sets and an input in newer ones; none if there is neither. */
    List<Long> attributeOrInput(Operation operation, String attribute, int input) {
        return operation.attribute(attribute).isPresent()
                ? operation.numbers(attribute)
                : operation.input(input).isEmpty() ? List.of() : wholes(operation, input);
    }
}
