package org.bitadapt.jobs.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bitadapt.jobs.dataset.Split;

/**
 * How well a model told classes apart on labelled images.
 *
 * <p>The confusion matrix says it all; every other figure is computed from it. A figure whose denominator is zero is 0,
 * as in Spark's {@code MulticlassMetrics}.
 *
 * @param classNames at least one
 * @param confusion records by {@code [true class][predicted class]}, square, 0 or more, not all 0
 * @param split which the images are of; null if that is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"split", "accuracy", "balancedAccuracy", "records", "macroF1", "perClass", "classNames", "confusion"
})
@JsonIgnoreProperties(
        value = {"accuracy", "balancedAccuracy", "records", "macroF1", "perClass"},
        allowGetters = true)
public record EvaluationResult(List<String> classNames, List<List<Long>> confusion, Split split) {

    /** Its file's name in a run's folder, for the test split. */
    public static final String FILE = fileOf(Split.TEST);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * The figures of one class.
     *
     * @param records images of the class
     * @param predicted images that were taken for the class
     * @param precision share of the predicted that are of the class
     * @param recall share of the class that was predicted
     * @param f1 harmonic mean of the two
     */
    public record ClassFigures(String name, long records, long predicted, double precision, double recall, double f1) {

        static ClassFigures of(String name, long records, long predicted, long correct) {
            return new ClassFigures(
                    name,
                    records,
                    predicted,
                    share(correct, predicted),
                    share(correct, records),
                    share(2 * correct, predicted + records));
        }
    }

    public EvaluationResult {
        if (classNames == null || classNames.isEmpty()) {
            throw new IllegalArgumentException("Invalid class names: " + classNames + " (must be at least one)");
        }
        if (confusion == null || confusion.size() != classNames.size()) {
            throw new IllegalArgumentException("Invalid confusion matrix: " + (confusion == null ? 0 : confusion.size())
                    + " rows (must be " + classNames.size() + ", one per class)");
        }
        classNames = List.copyOf(classNames);
        confusion = confusion.stream().map(List::copyOf).toList();
        for (List<Long> row : confusion) {
            checkRow(row, classNames.size());
        }
        if (total(confusion) == 0) {
            throw new IllegalArgumentException("Invalid confusion matrix: all zero (must count at least one record)");
        }
    }

    private static void checkRow(List<Long> row, int classes) {
        if (row.size() != classes || row.stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException(
                    "Invalid confusion matrix row: " + row + " (must be " + classes + " counts of 0 or more)");
        }
    }

    /** Its file's name in a run's folder: that of the test split needs no addition. */
    public static String fileOf(Split split) {
        return "evaluation" + addition(split) + ".json";
    }

    /** What tells the files of other splits from those of the test split. */
    public static String addition(Split split) {
        return split == Split.TEST ? "" : "-" + split.folder();
    }

    /** The same, known to be of a split. */
    public EvaluationResult ofSplit(Split known) {
        return new EvaluationResult(classNames, confusion, known);
    }

    /** From an array {@code [true class][predicted class]}, which is copied, of images of any split. */
    public static EvaluationResult of(List<String> classNames, long[][] confusion) {
        return new EvaluationResult(
                classNames,
                Arrays.stream(confusion)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList(),
                null);
    }

    /**
     * Reads what {@link #toJson} wrote; figures that follow from the matrix are computed again.
     *
     * @throws IllegalArgumentException if the text is no evaluation
     */
    public static EvaluationResult fromJson(String json) {
        try {
            return JSON.readValue(json, EvaluationResult.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid evaluation: " + e.getOriginalMessage(), e);
        }
    }

    /** All figures and the matrix as an indented JSON object. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An evaluation is always representable as JSON", e);
        }
    }

    /** Images that were classified. */
    @JsonProperty
    public long records() {
        return total(confusion);
    }

    /** Share of the images whose class was predicted. */
    @JsonProperty
    public double accuracy() {
        return share(
                IntStream.range(0, classes())
                        .mapToLong(label -> count(label, label))
                        .sum(),
                records());
    }

    /** The mean of the recalls of those classes that have images, each counting the same. */
    @JsonProperty
    public double balancedAccuracy() {
        return perClass().stream()
                .filter(figures -> figures.records() > 0)
                .mapToDouble(ClassFigures::recall)
                .average()
                .orElse(0);
    }

    /** The mean of the classes' F1, each class counting the same. */
    @JsonProperty
    public double macroF1() {
        return perClass().stream().mapToDouble(ClassFigures::f1).average().orElse(0);
    }

    /** The figures of every class, in the order of {@link #classNames}. */
    @JsonProperty
    public List<ClassFigures> perClass() {
        return IntStream.range(0, classes())
                .mapToObj(label -> ClassFigures.of(
                        classNames.get(label), recordsOf(label), predictedAs(label), count(label, label)))
                .toList();
    }

    /** Images of class {@code label} that were taken for {@code prediction}. */
    public long count(int label, int prediction) {
        return confusion.get(label).get(prediction);
    }

    /** Images of class {@code label}. */
    public long recordsOf(int label) {
        return sum(confusion.get(label));
    }

    public int classes() {
        return classNames.size();
    }

    private long predictedAs(int prediction) {
        return confusion.stream().mapToLong(row -> row.get(prediction)).sum();
    }

    private static long total(List<List<Long>> matrix) {
        return matrix.stream().mapToLong(EvaluationResult::sum).sum();
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
