package org.bitadapt.jobs.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.bitadapt.jobs.dataset.Split;

/**
 * The scores and costs of a network at several of its bit widths.
 *
 * @param split the split that was scored
 * @param records the number of images that were scored at each width
 * @param hardware the accelerator whose energy is modelled; null if no energy is known
 * @param bytes the bytes of the packed model with all its widths; null without a packed model
 * @param widths the figures of each width, at least one, by weights and then by maps
 */
public record WidthsResult(Split split, long records, String hardware, Long bytes, List<WidthFigures> widths) {

    /** The name of the file in a run's folder that keeps the result on the test split. */
    public static final String FILE = fileOf(Split.TEST);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public WidthsResult {
        if (widths == null || widths.isEmpty()) {
            throw new IllegalArgumentException("Invalid widths: " + widths + " (must be at least one)");
        }
        widths = List.copyOf(widths);
    }

    /** The name of the file in a run's folder that keeps the result on a split. */
    public static String fileOf(Split split) {
        return "widths" + EvaluationResult.addition(split) + ".json";
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if the text is no such result
     */
    public static WidthsResult fromJson(String json) {
        try {
            return JSON.readValue(json, WidthsResult.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid widths: " + e.getOriginalMessage(), e);
        }
    }

    /** All figures as an indented JSON object; what is not known is null. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Figures are always representable as JSON", e);
        }
    }
}
