package org.bitadapt.common.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bitadapt.common.text.Suggestions;

/**
 * Reads and writes layers as JSON keys: {@code type}, and one key per component of the layer's record. A component that
 * has its default is not written.
 */
final class LayerJson {

    private static final String TYPE = "type";
    private static final Map<String, Class<? extends LayerSpec>> TYPES = types();
    private static final Map<String, Object> DEFAULTS = Map.of("groups", 1);

    private LayerJson() {}

    private static Map<String, Class<? extends LayerSpec>> types() {
        Map<String, Class<? extends LayerSpec>> types = new LinkedHashMap<>();
        types.put("conv2d", LayerSpec.Conv2d.class);
        types.put("linear", LayerSpec.Linear.class);
        types.put("batch-norm", LayerSpec.BatchNorm.class);
        types.put("relu", LayerSpec.Activation.class);
        types.put("add", LayerSpec.Add.class);
        types.put("max-pool", LayerSpec.MaxPool.class);
        types.put("global-average-pool", LayerSpec.GlobalAveragePool.class);
        types.put("flatten", LayerSpec.Flatten.class);
        types.put("dropout", LayerSpec.Dropout.class);
        return types;
    }

    /** Adds a layer's keys to its node. */
    static void write(LayerSpec layer, ObjectNode json) {
        TYPES.forEach((name, type) -> {
            if (type.isInstance(layer)) {
                json.put(TYPE, name);
            }
        });
        for (RecordComponent component : layer.getClass().getRecordComponents()) {
            Object value = value(layer, component);
            if (!value.equals(DEFAULTS.get(component.getName()))) {
                json.putPOJO(component.getName(), value);
            }
        }
    }

    private static Object value(LayerSpec layer, RecordComponent component) {
        try {
            Object value = component.getAccessor().invoke(layer);
            return value instanceof Enum<?> constant ? constantName(constant) : value;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Layer records are public", e);
        }
    }

    /**
     * The layer of a node.
     *
     * @param otherKeys the keys of the node that do not belong to the layer
     */
    static LayerSpec read(JsonObject json, List<String> otherKeys) {
        Class<? extends LayerSpec> type = TYPES.get(json.text(TYPE));
        if (type == null) {
            throw json.invalid(
                    TYPE,
                    "one of " + String.join(", ", TYPES.keySet()),
                    Suggestions.didYouMean(json.text(TYPE), TYPES.keySet()));
        }
        RecordComponent[] components = type.getRecordComponents();
        json.checkKeys(
                Stream.concat(otherKeys.stream(), Arrays.stream(components).map(RecordComponent::getName))
                        .toList(),
                DEFAULTS.keySet());
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : components) {
            arguments.add(value(json, component.getName(), component.getType()));
        }
        return construct(json, type, parameters, arguments);
    }

    private static Object value(JsonObject json, String key, Class<?> type) {
        if (!json.has(key) && DEFAULTS.containsKey(key)) {
            return DEFAULTS.get(key);
        }
        if (type == int.class) {
            return json.integer(key);
        }
        if (type == double.class) {
            return json.number(key);
        }
        return type == boolean.class ? (Object) json.flag(key) : constant(json, key, type.getEnumConstants());
    }

    private static Object constant(JsonObject json, String key, Object[] constants) {
        String text = json.text(key);
        List<String> names =
                Arrays.stream(constants).map(LayerJson::constantName).toList();
        if (!names.contains(text)) {
            throw json.invalid(key, "one of " + String.join(", ", names), Suggestions.didYouMean(text, names));
        }
        return constants[names.indexOf(text)];
    }

    private static String constantName(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }

    private static LayerSpec construct(
            JsonObject json, Class<? extends LayerSpec> type, Class<?>[] parameters, List<Object> arguments) {
        try {
            return type.getConstructor(parameters).newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage() + ", " + json.where(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Layer records have public constructors", e);
        }
    }
}
