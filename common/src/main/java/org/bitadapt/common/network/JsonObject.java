package org.bitadapt.common.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bitadapt.common.text.Suggestions;

/**
 * A JSON object whose values are read strictly: no type is converted, and errors say where they are.
 *
 * @param where what the object describes, such as {@code node conv1}
 * @param json the object
 */
record JsonObject(String where, ObjectNode json) {

    static JsonObject of(String where, JsonNode json) {
        if (json instanceof ObjectNode object) {
            return new JsonObject(where, object);
        }
        throw new IllegalArgumentException("Invalid " + where + ": " + shortened(json) + " (must be an object)");
    }

    /** Throws unless the object has every expected key that is not optional, and no unexpected key. */
    void checkKeys(Collection<String> expected, Collection<String> optional) {
        json.fieldNames().forEachRemaining(key -> {
            if (!expected.contains(key)) {
                throw new IllegalArgumentException("Invalid key: '" + key + "' (must be one of "
                        + String.join(", ", expected) + ")" + Suggestions.didYouMean(key, expected) + ", " + where);
            }
        });
        expected.stream().filter(key -> !optional.contains(key)).forEach(this::value);
    }

    /** Throws unless the object has every expected key and no other. */
    void checkKeys(Collection<String> expected) {
        checkKeys(expected, List.of());
    }

    boolean has(String key) {
        return json.has(key);
    }

    JsonNode value(String key) {
        JsonNode value = json.get(key);
        if (value == null) {
            throw new IllegalArgumentException("Missing key: '" + key + "', " + where);
        }
        return value;
    }

    String text(String key) {
        return require(value(key).isTextual(), key, "text").textValue();
    }

    int integer(String key) {
        return require(value(key).isInt(), key, "a whole number below 2^31").intValue();
    }

    double number(String key) {
        return require(value(key).isNumber(), key, "a number").doubleValue();
    }

    boolean flag(String key) {
        return require(value(key).isBoolean(), key, "true or false").booleanValue();
    }

    ArrayNode array(String key) {
        return (ArrayNode) require(value(key).isArray(), key, "a list");
    }

    List<String> texts(String key) {
        List<String> result = new ArrayList<>();
        for (JsonNode element : array(key)) {
            require(element.isTextual(), key, "a list of names");
            result.add(element.textValue());
        }
        return result;
    }

    /** The value of {@code key}, or an error that says what it must be. */
    private JsonNode require(boolean valid, String key, String rule) {
        if (!valid) {
            throw invalid(key, rule, "");
        }
        return value(key);
    }

    /** An error about the value of {@code key}: the rule that it breaks, and a suggestion of what was meant, if any. */
    IllegalArgumentException invalid(String key, String rule, String suggestion) {
        return new IllegalArgumentException("Invalid " + key + ": " + shortened(value(key)) + " (must be " + rule + ")"
                + suggestion + ", " + where);
    }

    private static String shortened(JsonNode json) {
        String text = json.isMissingNode() ? "nothing" : json.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
