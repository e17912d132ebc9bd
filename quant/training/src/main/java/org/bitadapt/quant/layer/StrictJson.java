package org.bitadapt.quant.layer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;

/**
 * Reads and writes records as JSON: every component is a key, every key is there and no other key, and no type is
 * converted. A component that is {@link Absent} by default is a key only where it has another value.
 *
 * <p>The text decides nothing but values; the records' components decide which classes are made.
 */
final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    private StrictJson() {}

    /** The text of a record; floating-point numbers are exact. */
    static String write(Record record) {
        try {
            JsonNode json = MAPPER.valueToTree(record);
            omit(json, record.getClass());
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No JSON can be made of " + record, e);
        }
    }

    /** A text that is JSON already, as a part of a record. */
    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid JSON: " + e.getOriginalMessage() + line(e), e);
        }
    }

    /**
     * The record of a text.
     *
     * @throws IllegalArgumentException if the text is not the JSON of a record of {@code type}, or a component is
     *     refused
     */
    static <T extends Record> T read(String json, Class<T> type) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            boolean filled = fill(tree, type);
            T record = filled ? MAPPER.treeToValue(tree, type) : MAPPER.readValue(json, type);
            if (record == null) {
                throw new IllegalArgumentException("Invalid JSON: null (must be an object)");
            }
            return record;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid JSON: " + e.getOriginalMessage() + line(e), e);
        }
    }

    /** Takes out what {@link Absent} stands for. */
    private static void omit(JsonNode json, Class<?> type) throws JsonProcessingException {
        for (RecordComponent component : type.getRecordComponents()) {
            Absent absent = component.getAnnotation(Absent.class);
            if (absent != null && MAPPER.readTree(absent.value()).equals(json.get(component.getName()))) {
                ((ObjectNode) json).remove(component.getName());
            } else if (component.getType().isRecord() && json.get(component.getName()) != null) {
                omit(json.get(component.getName()), component.getType());
            }
        }
    }

    /** Puts in what {@link Absent} stands for; returns whether anything was missing. */
    private static boolean fill(JsonNode json, Class<?> type) throws JsonProcessingException {
        boolean filled = false;
        if (json instanceof ObjectNode object) {
            for (RecordComponent component : type.getRecordComponents()) {
                String key = component.getName();
                Absent absent = component.getAnnotation(Absent.class);
                if (absent != null && !object.has(key)) {
                    object.set(key, MAPPER.readTree(absent.value()));
                    filled = true;
                } else if (component.getType().isRecord() && object.has(key)) {
                    filled |= fill(object.get(key), component.getType());
                }
            }
        }
        return filled;
    }

    private static String line(JsonProcessingException e) {
        return e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
    }
}
