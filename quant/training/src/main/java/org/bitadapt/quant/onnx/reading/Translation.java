package org.bitadapt.quant.onnx.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.GraphProto;

/**
 * Walks the nodes of a graph and makes a {@link Draft} of them. Nodes that no layer expresses are collected, and what reads
 * them is passed over, so that one message names all of them.
 */
final class Translation {

    private static final String OTHER_ACTIVATION =
            "use Relu, or train the network with ReLU instead: it is the only activation of BitAdapt's networks";
    private static final String NO_JOIN = "take a network whose branches are added, such as a ResNet";

    /** What would do instead of operators that are met often. */
    private static final Map<String, String> REMEDIES = remedies();

    private final Operations operations;
    private final Context context;
    private final Map<String, Operator> operators = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Translation(Operations operations, Context context) {
        this.operations = operations;
        this.context = context;
        new ProductOperators(context).addTo(operators);
        new ChannelOperators(context).addTo(operators);
        new MapOperators(context).addTo(operators);
        new ShapeOperators(context).addTo(operators);
    }

    private static Map<String, String> remedies() {
        Map<String, String> remedies = new HashMap<>();
        for (String activation : List.of(
                "Sigmoid",
                "Tanh",
                "LeakyRelu",
                "PRelu",
                "Elu",
                "Selu",
                "Gelu",
                "HardSwish",
                "HardSigmoid",
                "Clip",
                "Erf",
                "Softplus",
                "Mish",
                "Celu")) {
            remedies.put(activation, OTHER_ACTIVATION);
        }
        remedies.put("Concat", NO_JOIN);
        remedies.put("Split", NO_JOIN);
        remedies.put("Pad", "give the padding to the convolution or pool behind it");
        remedies.put("ConvTranspose", "take a network that gives one class per image");
        remedies.put("Resize", "resize images before the network");
        remedies.put("InstanceNormalization", "train the network with batch norm");
        remedies.put("LayerNormalization", "train the network with batch norm");
        remedies.put("GroupNormalization", "train the network with batch norm");
        remedies.put("QuantizeLinear", "export the network in float32");
        remedies.put("QLinearConv", "export the network in float32");
        remedies.put("ConvInteger", "export the network in float32");
        return remedies;
    }

    /**
     * Translates a graph.
     *
     * @throws InvalidOnnxException if nodes cannot be expressed; the message names all of them
     */
    static Context of(GraphProto graph, Operations operations, Constants constants, InputImage image) {
        Map<String, Value> values = new HashMap<>();
        constants.names().forEach(name -> values.put(name, new Value.Constant(constants.tensor(name))));
        values.put(image.name(), image.value());
        Context context = new Context(values, new Draft(), operations, constants, image);
        new Translation(operations, context).translate(graph.getName());
        return context;
    }

    private void translate(String name) {
        operations.list().forEach(this::translate);
        if (!problems.isEmpty()) {
            throw new InvalidOnnxException("Unsupported network" + (name.isBlank() ? "" : " " + name) + ": "
                    + (problems.size() == 1 ? "1 node has" : problems.size() + " nodes have")
                    + " no layer that does the same:\n  " + String.join("\n  ", problems));
        }
    }

    private void translate(Operation operation) {
        Map<String, Value> made = new LinkedHashMap<>();
        operation.proto().getOutputList().forEach(output -> made.put(output, new Value.Broken()));
        Operator operator = OnnxFile.isStandard(operation.proto().getDomain()) ? operators.get(operation.type()) : null;
        try {
            if (operator == null) {
                throw new UnsupportedNodeException(
                        "is an operator that no layer has",
                        REMEDIES.getOrDefault(operation.type(), "leave it out of the network, or behind its scores"));
            }
            if (operation.inputs().stream().noneMatch(input -> context.value(input) instanceof Value.Broken)) {
                requireOneOutput(operation);
                made.put(operation.output(), operator.translate(operation));
            }
        } catch (InvalidOnnxException e) {
            throw e;
        } catch (UnsupportedNodeException e) {
            problems.add(operation.label() + " " + e.getMessage() + (e.remedy().isEmpty() ? "" : "; " + e.remedy()));
        } catch (IllegalArgumentException e) {
            problems.add(operation.label() + " makes a layer that cannot be: " + e.getMessage());
        }
        context.values().putAll(made);
    }

    private void requireOneOutput(Operation operation) {
        List<String> outputs = operation.proto().getOutputList();
        for (int i = 1; i < outputs.size(); i++) {
            if (!outputs.get(i).isEmpty() && operations.readers().containsKey(outputs.get(i))) {
                throw new UnsupportedNodeException(
                        "has a further output '" + outputs.get(i) + "' that is read (must be the first output only)",
                        "");
            }
        }
    }
}
