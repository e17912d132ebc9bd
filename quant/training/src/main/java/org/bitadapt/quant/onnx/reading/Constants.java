package org.bitadapt.quant.onnx.reading;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.GraphProto;
import onnx.Onnx.TensorProto;

/** The tensors of a file by name, each made into numbers once, however many nodes read it. */
final class Constants {

    /** How often all weights may be used on the average: a small file could otherwise be a huge network. */
    private static final long MOST_USES = 16;

    private static final long FREE_NUMBERS = 1 << 20;

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, float[]> floats = new HashMap<>();
    private final Companions companions;
    private long stored;
    private long used;

    Constants(Companions companions) {
        this.companions = companions;
    }

    /**
     * The initializers of a graph.
     *
     * @throws InvalidOnnxException if two have one name, or one has impossible dimensions
     */
    static Constants of(GraphProto graph, Companions companions) {
        if (graph.getSparseInitializerCount() > 0) {
            throw new InvalidOnnxException("Unsupported graph: sparse tensors (must be dense tensors)");
        }
        Constants constants = new Constants(companions);
        for (TensorProto proto : graph.getInitializerList()) {
            String name = proto.getName();
            if (name.isEmpty() || constants.tensors.put(name, constants.tensor(name, proto)) != null) {
                throw new InvalidOnnxException(
                        "Invalid graph: two tensors '" + name + "', or one without a name (must have different names)");
            }
        }
        return constants;
    }

    /** A tensor that is no initializer. */
    Tensor tensor(String name, TensorProto proto) {
        return Tensor.of(name, proto, companions);
    }

    Set<String> names() {
        return tensors.keySet();
    }

    Tensor tensor(String name) {
        return tensors.get(name);
    }

    /**
     * The numbers of a tensor that a layer uses; the array is shared.
     *
     * @throws InvalidOnnxException if the tensor is damaged, or layers use the file's numbers too often
     */
    float[] floats(Tensor tensor) {
        float[] numbers = floats.computeIfAbsent(tensor.name(), name -> {
            float[] made = tensor.floats();
            stored += made.length;
            return made;
        });
        used += numbers.length;
        if (used > Math.max(FREE_NUMBERS, MOST_USES * stored)) {
            throw new InvalidOnnxException("Unsupported graph: its nodes use " + stored + " numbers more than "
                    + MOST_USES + " times on the average (must be a network of its own weights)");
        }
        return numbers;
    }
}
