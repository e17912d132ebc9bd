package org.bitadapt.quant.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;

/** The values that stand for the feature maps of a network: codes, or floats, or both. */
final class MapValues {

    /** A value of unsigned 8-bit codes, and the meaning of the codes. */
    record Coded(String name, Quantization quantization) {}

    private final OnnxGraph graph;
    private final Map<FeatureMap, Coded> codes = new HashMap<>();
    private final Map<FeatureMap, String> floats = new HashMap<>();
    /** Maps of one pixel that are {@code [batch, channel]}; all other maps have height and width. */
    private final Set<FeatureMap> vectors = new HashSet<>();

    MapValues(OnnxGraph graph) {
        this.graph = graph;
    }

    void codes(FeatureMap map, Coded coded) {
        codes.put(map, coded);
    }

    void floats(FeatureMap map, String name) {
        floats.put(map, name);
    }

    /** Records that a map has no height and width. */
    void vector(FeatureMap map) {
        vectors.add(map);
    }

    /** Whether a map has no height and width. */
    boolean isVector(FeatureMap map) {
        return vectors.contains(map);
    }

    /** A map's value with height and width, for a reader that needs them. */
    String withPixels(FeatureMap map, String value, String reader) {
        return vectors.contains(map) ? graph.unflatten(reader + ".map", value) : value;
    }

    /** The value of a residual in the form of the product to which it is added. */
    String residual(Step.Product product, String value) {
        FeatureMap residual = product.residual().orElseThrow();
        String name = product.name() + ".residual";
        if (product.layer() instanceof LayerSpec.Linear) {
            return vectors.contains(residual) ? value : graph.flatten(name + ".flat", value);
        }
        return withPixels(residual, value, name);
    }

    /** Rounds floats to codes, which then stand for the map. Codes of less than 8 bits end at the map's largest code. */
    void quantize(FeatureMap map, String value, Quantization quantization) {
        String rounded = graph.quantize(map.node() + ".codes", value, quantization);
        boolean narrow = map.kind() == FeatureMap.Kind.CODES && map.largestCode() < Quantization.LARGEST_CODE;
        codes(map, new Coded(narrow ? graph.limited(map.node() + ".limited", rounded, map) : rounded, quantization));
    }

    /** The codes of a map that has them. */
    Coded codes(FeatureMap map) {
        return codes.get(map);
    }

    boolean hasCodes(FeatureMap map) {
        return codes.containsKey(map);
    }

    /** The floats of a map. */
    String floats(FeatureMap map) {
        return floats.computeIfAbsent(map, absent -> {
            Coded coded = codes.get(map);
            return graph.dequantize(map.node() + ".floats", coded.name(), coded.quantization());
        });
    }

    /** Gives the values of a map to the map behind a step that does nothing. */
    void pass(FeatureMap from, FeatureMap to) {
        Optional.ofNullable(codes.get(from)).ifPresent(coded -> codes.put(to, coded));
        Optional.ofNullable(floats.get(from)).ifPresent(value -> floats.put(to, value));
        if (vectors.contains(from)) {
            vectors.add(to);
        }
    }

    /** Applies an operation that only selects values, to the codes if the map has codes. */
    void select(FeatureMap from, FeatureMap to, UnaryOperator<String> operation) {
        if (hasCodes(from)) {
            Coded coded = codes.get(from);
            codes(to, new Coded(operation.apply(coded.name()), coded.quantization()));
        } else {
            floats(to, operation.apply(floats(from)));
        }
    }
}
