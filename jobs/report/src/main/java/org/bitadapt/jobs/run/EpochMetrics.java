package org.bitadapt.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The metrics of one epoch: a line of {@code metrics.jsonl}, with the components as keys. The key {@code
 * widthAccuracy} is left out for a network of one bit width.
 *
 * @param epoch the number of the epoch, from 0
 * @param learningRate the learning rate of the epoch's first step, as the workers report it
 * @param lastLearningRate the learning rate of the epoch's last step, as the workers report it; NaN, in JSON null, in
 *     runs of earlier versions
 * @param trainLoss the mean cross-entropy over the training images, in nats, without penalties and weights of classes
 * @param trainAccuracy the share of training images, as augmented, whose class was right
 * @param validationLoss the mean cross-entropy over the validation split, in nats; NaN, in JSON null, if it was not
 *     scored
 * @param validationAccuracy the share of validation images whose class was right; NaN, in JSON null, if it was not
 *     scored
 * @param imagesPerSecond the training images divided by the seconds spent on training
 * @param seconds the seconds that the whole epoch took
 * @param flippedShare the share of each layer's 1-bit weights whose sign flipped in the epoch, by layer
 * @param widthAccuracy the share of validation images whose class was right at each bit width, by its name, such as
 *     {@code w2a8}; none for a network of one width, and if it was not scored
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
        Map<String, Double> flippedShare,
        Map<String, Double> widthAccuracy) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public EpochMetrics {
        if (epoch < 0) {
            throw new IllegalArgumentException("Invalid epoch: " + epoch + " (must be 0 or more)");
        }
        flippedShare = Collections.unmodifiableMap(new LinkedHashMap<>(flippedShare));
        widthAccuracy = Collections.unmodifiableMap(new LinkedHashMap<>(widthAccuracy));
    }

    /** The metrics of a network of one bit width. */
    public EpochMetrics(
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
        this(
                epoch,
                learningRate,
                lastLearningRate,
                trainLoss,
                trainAccuracy,
                validationLoss,
                validationAccuracy,
                imagesPerSecond,
                seconds,
                flippedShare,
                Map.of());
    }

    /**
     * The accuracy by which epochs are compared: the validation accuracy, of several bit widths the mean over the widths;
     * NaN if it was not scored.
     */
    public double comparedAccuracy() {
        return widthAccuracy.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(validationAccuracy);
    }

    /** The metrics as one line of JSON, without a line break. */
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
        if (!widthAccuracy.isEmpty()) {
            ObjectNode widths = node.putObject("widthAccuracy");
            widthAccuracy.forEach((width, accuracy) -> put(widths, width, accuracy));
        }
        return node.toString();
    }

    /**
     * Reads metrics from a line of JSON.
     *
     * @throws IOException if the line has no metrics
     */
    public static EpochMetrics fromJson(String line) throws IOException {
        JsonNode node = JSON.readTree(line);
        if (node == null || !node.path("epoch").isInt()) {
            throw new IOException("Invalid metrics: " + line + " (must be a JSON object with an epoch)");
        }
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
                numbers(node.path("flippedShare")),
                numbers(node.path("widthAccuracy")));
    }

    private static Map<String, Double> numbers(JsonNode node) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        node.fields().forEachRemaining(entry -> numbers.put(entry.getKey(), number(entry.getValue())));
        return numbers;
    }

    /** Puts a number, or null for a number that JSON does not have: NaN and infinity. */
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
