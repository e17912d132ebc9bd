package org.bitadapt.quant.onnx.reading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.ValueInfoProto;

/**
 * The nodes of a graph on which its output depends, each behind those that it reads.
 *
 * @param list the nodes in the file's order, which the standard requires to be sorted
 * @param output the name of the graph's output
 * @param readers the number of times that a name is read, the graph's output included
 */
record Operations(List<Operation> list, String output, Map<String, Integer> readers) {

    /**
     * Checks a graph.
     *
     * @param known the names that exist before the first node: the image and tensors
     * @throws InvalidOnnxException if two nodes make one name, a node reads a name that no earlier node makes, which a ring
     *     of nodes does too, or the graph has not one output
     */
    static Operations of(GraphProto graph, int operators, Set<String> known) {
        Map<String, Integer> makers = new HashMap<>();
        Set<String> names = new HashSet<>(known);
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            Operation operation = new Operation(node, operators);
            for (String input : node.getInputList()) {
                if (!input.isEmpty() && !names.contains(input)) {
                    throw new InvalidOnnxException("Invalid graph: " + operation.label() + " reads '" + input
                            + "' (must be the image, a tensor, or made by an earlier node)");
                }
            }
            for (String made : node.getOutputList()) {
                if (!made.isEmpty() && !names.add(made)) {
                    throw new InvalidOnnxException("Invalid graph: " + operation.label() + " makes '" + made
                            + "' (must be a name that nothing else has)");
                }
                makers.put(made, i);
            }
        }
        return reached(graph, operators, makers, output(graph, makers));
    }

    private static String output(GraphProto graph, Map<String, Integer> makers) {
        List<String> names =
                graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        if (names.size() != 1) {
            throw new InvalidOnnxException("Unsupported graph: outputs " + names
                    + " (must be one output, the class scores: export the network without auxiliary outputs)");
        }
        if (names.get(0).isEmpty() || !makers.containsKey(names.get(0))) {
            throw new InvalidOnnxException("Invalid graph: no node makes its output '" + names.get(0) + "'");
        }
        return names.get(0);
    }

    private static Operations reached(GraphProto graph, int operators, Map<String, Integer> makers, String output) {
        Set<Integer> reached = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(makers.get(output)));
        while (!open.isEmpty()) {
            int index = open.pop();
            if (reached.add(index)) {
                graph.getNode(index).getInputList().stream()
                        .filter(makers::containsKey)
                        .map(makers::get)
                        .filter(maker -> !reached.contains(maker))
                        .forEach(open::push);
            }
        }
        List<Operation> list = new ArrayList<>();
        Map<String, Integer> readers = new HashMap<>(Map.of(output, 1));
        for (int index : reached.stream().sorted().toList()) {
            list.add(new Operation(graph.getNode(index), operators));
            graph.getNode(index).getInputList().forEach(name -> readers.merge(name, 1, Integer::sum));
        }
        return new Operations(List.copyOf(list), output, readers);
    }

    /** Whether a name is read once. */
    boolean isReadOnce(String name) {
        return readers.getOrDefault(name, 0) == 1;
    }
}
