package org.bitadapt.quant.layer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Reads and writes records as JSON: every component is a key, every key is there and no other key, and no type is
 * converted.
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
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(record);
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
            T record = MAPPER.readValue(json, type);
            if (record == null) {
                throw new IllegalArgumentException("Invalid JSON: null (must be an object)");
            }
            return record;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid JSON: " + e.getOriginalMessage() + line(e), e);
        }
    }

    private static String line(JsonProcessingException e) {
        return e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
    }
}
