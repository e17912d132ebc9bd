package org.bitadapt.jobs.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bitadapt.jobs.dataset.Split;

/** Writes and reads the predictions of an evaluation as text, one JSON object a line. */
public final class Predictions {

    /** The name of the file in a run's folder that keeps the predictions for the test split. */
    public static final String FILE = fileOf(Split.TEST);

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Predictions() {}

    /** The name of the file in a run's folder that keeps the predictions for a split. */
    public static String fileOf(Split split) {
        return "predictions" + EvaluationResult.addition(split) + ".jsonl";
    }

    /** The content of a file of predictions. */
    public static byte[] lines(List<Prediction> predictions) {
        StringBuilder text = new StringBuilder();
        try {
            for (Prediction prediction : predictions) {
                text.append(JSON.writeValueAsString(prediction)).append('\n');
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A prediction is always representable as JSON", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #lines} wrote.
     *
     * @throws IllegalArgumentException if a line is no prediction
     */
    static List<Prediction> parse(String text) {
        return text.lines().map(Predictions::line).toList();
    }

    private static Prediction line(String line) {
        try {
            return JSON.readValue(line, Prediction.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid prediction: " + e.getOriginalMessage(), e);
        }
    }

    /** Whether an evaluation's confusion matrix counts just these predictions. */
    static boolean make(EvaluationResult evaluation, List<Prediction> predictions) {
        int classes = evaluation.classes();
        long[][] confusion = new long[classes][classes];
        for (Prediction prediction : predictions) {
            if (Math.max(prediction.label(), prediction.predicted()) >= classes) {
                return false;
            }
            confusion[prediction.label()][prediction.predicted()]++;
        }
        return !predictions.isEmpty()
                && EvaluationResult.of(evaluation.classNames(), confusion)
                        .confusion()
                        .equals(evaluation.confusion());
    }
}
