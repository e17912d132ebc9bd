package org.bitadapt.jobs.dataset;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bitadapt.common.network.Shape;
import org.bitadapt.runtime.image.Fit;

/** Manifests as JSON text; the version is looked at before anything else. */
final class ManifestJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addMixIn(Shape.class, ShapeProperties.class)
            .addMixIn(Fit.class, FitWord.class)
            .build();

    private ManifestJson() {}

    static String write(DatasetManifest manifest) {
        try {
            return MAPPER.writeValueAsString(manifest) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A manifest is always representable as JSON", e);
        }
    }

    /**
     * Reads a manifest. Throws {@link IllegalArgumentException} with a one-line message that does not say where the
     * text is from.
     */
    static DatasetManifest read(String json) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (!(tree instanceof ObjectNode)) {
                throw new IllegalArgumentException("Invalid manifest (must be a JSON object)");
            }
            int version = tree.path("formatVersion").asInt(-1);
            if (version != DatasetManifest.FORMAT_VERSION) {
                throw new IllegalArgumentException("Invalid format version: "
                        + tree.path("formatVersion").asText("none") + " (must be " + DatasetManifest.FORMAT_VERSION
                        + "; make the data set again with this version's preprocess)");
            }
            return MAPPER.treeToValue(tree, DatasetManifest.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(firstCause(e), e);
        }
    }

    private static String firstCause(JsonProcessingException e) {
        return e.getCause() instanceof IllegalArgumentException invalid
                ? invalid.getMessage()
                : "Invalid manifest: "
                        + e.getOriginalMessage().lines().findFirst().orElse("not JSON");
    }

    /** Keeps the derived properties of a shape out of the file. */
    @com.fasterxml.jackson.annotation.JsonIncludeProperties({"channels", "height", "width"})
    private interface ShapeProperties {}

    /** Writes and reads a fit as its word. */
    private interface FitWord {

        @JsonValue
        String word();
    }
}
