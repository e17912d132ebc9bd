package org.bitadapt.quant.onnx.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bitadapt.common.network.NetworkSpec;

/**
 * Names of layers: those of the modules that made them, where the file has kept such names.
 *
 * <p>{@code layer1.0.conv1} is the layer of weights {@code layer1.0.conv1.weight}, and of a node
 * {@code /layer1/layer1.0/conv1/Conv}.
 */
final class NodeNames {

    private static final String WEIGHT = ".weight";
    private static final int LONGEST = 120;

    private final Set<String> taken = new HashSet<>(Set.of(NetworkSpec.INPUT));
    /** The last number behind a name that was wanted before. */
    private final Map<String, Integer> repeated = new HashMap<>();

    /** A name for the layer of a node that no other layer has. */
    String of(Operation operation) {
        return unused(moduleOf(operation));
    }

    /** A name for the layer of a node with weights, which have names more often than nodes. */
    String ofWeighted(Operation operation, String weights) {
        return weights.endsWith(WEIGHT)
                ? unused(weights.substring(0, weights.length() - WEIGHT.length()))
                : of(operation);
    }

    /** The name, or the name with a number behind it if it is taken. */
    String unused(String wanted) {
        String plain = wanted.replaceAll("[^A-Za-z0-9._-]", "_");
        String name = plain.isEmpty() ? "layer" : plain.substring(0, Math.min(LONGEST, plain.length()));
        String free = name;
        while (!taken.add(free)) {
            free = name + "_" + repeated.merge(name, 2, (last, unused) -> last + 1);
        }
        return free;
    }

    private static String moduleOf(Operation operation) {
        String type = operation.type().toLowerCase(Locale.ROOT);
        List<String> parts = new ArrayList<>();
        for (String part : operation.proto().getName().split("/")) {
            // Scopes repeat the scope around them: layer1, layer1.0.
            if (!parts.isEmpty() && part.startsWith(parts.get(parts.size() - 1) + ".")) {
                parts.remove(parts.size() - 1);
            }
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        boolean endsWithType = parts.size() > 1
                && parts.get(parts.size() - 1).toLowerCase(Locale.ROOT).matches(type + "(_[0-9]+)?");
        String name = String.join(".", endsWithType ? parts.subList(0, parts.size() - 1) : parts);
        return name.isEmpty() ? type : parts.size() == 1 ? name.toLowerCase(Locale.ROOT) : name;
    }
}
