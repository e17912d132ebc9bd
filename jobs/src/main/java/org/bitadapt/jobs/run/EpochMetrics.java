package org.bitadapt.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured in one epoch: a line of {@code metrics.jsonl}, with the components as keys.
 *
 * @param epoch from 0
 * @param learningRate that workers took the epoch's first step with, as they report it
 * @param lastLearningRate that workers took the epoch's last step with; NaN, in JSON null, in runs of earlier versions
 * @param trainLoss mean cross-entropy over the training images, in nats, without penalties and weights of classes
 * @param trainAccuracy share of training images, as augmented, whose class was right
 * @param validationLoss the same of the validation split; NaN, in JSON null, if it was not scored
 * @param validationAccuracy likewise
 * @param imagesPerSecond training images by the time spent on training
 * @param seconds the whole epoch took
 * @param flippedShare by layer: sign flips in the epoch by weights
 */
public record EpochMetrics(
        int epoch,
        double learningRate,
        double lastLearningRate,
        double trainLoss,
        double trainAccuracy,
        double validationLoss,
        double validationAccuracy,
        double imagesPerSecond,
        double seconds,
        Map<String, Double> flippedShare) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public EpochMetrics {
        if (epoch < 0) {
            throw new IllegalArgumentException("Invalid epoch: " + epoch + " (must be 0 or more)");
        }
        flippedShare = Collections.unmodifiableMap(new LinkedHashMap<>(flippedShare));
    }

    /** As one line of JSON, without a line break. */
    public String toJson() {
        ObjectNode node = JSON.createObjectNode().put("epoch", epoch);
        put(node, "learningRate", learningRate);
        put(node, "lastLearningRate", lastLearningRate);
        put(node, "trainLoss", trainLoss);
        put(node, "trainAccuracy", trainAccuracy);
        put(node, "validationLoss", validationLoss);
        put(node, "validationAccuracy", validationAccuracy);
        put(node, "imagesPerSecond", imagesPerSecond);
        put(node, "seconds", seconds);
        ObjectNode flips = node.putObject("flippedShare");
        flippedShare.forEach((layer, share) -> put(flips, layer, share));
        return node.toString();
    }

    /**
     * From a line of JSON.
     *
     * @throws IOException if it is not one
     */
    public static EpochMetrics fromJson(String line) throws IOException {
        JsonNode node = JSON.readTree(line);
        if (node == null || !node.path("epoch").isInt()) {
            throw new IOException("Invalid metrics: " + line + " (must be a JSON object with an epoch)");
        }
        Map<String, Double> flips = new LinkedHashMap<>();
        node.path("flippedShare")
                .fields()
                .forEachRemaining(entry -> flips.put(entry.getKey(), number(entry.getValue())));
        return new EpochMetrics(
                node.get("epoch").intValue(),
                number(node.path("learningRate")),
                number(node.path("lastLearningRate")),
                number(node.path("trainLoss")),
                number(node.path("trainAccuracy")),
                number(node.path("validationLoss")),
                number(node.path("validationAccuracy")),
                number(node.path("imagesPerSecond")),
                number(node.path("seconds")),
                flips);
    }

    /** JSON has no NaN and no infinity. */
    private static void put(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, value);
        } else {
            node.putNull(key);
        }
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }
}
