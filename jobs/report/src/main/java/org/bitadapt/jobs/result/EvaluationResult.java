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
 * The result of an evaluation: how well a model told classes apart on labelled images.
 *
 * <p>The confusion matrix says it all; every other figure is computed from it. A figure whose denominator is zero is 0,
 * as in Spark's {@code MulticlassMetrics}.
 *
 * @param classNames the names of the classes, at least one
 * @param confusion the numbers of images by {@code [true class][predicted class]}, square, 0 or more, not all 0
 * @param split the split that the images are of; null if it is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"split", "accuracy", "balancedAccuracy", "records", "macroF1", "perClass", "classNames", "confusion"
})
@JsonIgnoreProperties(
        value = {"accuracy", "balancedAccuracy", "records", "macroF1", "perClass"},
        allowGetters = true)
public record EvaluationResult(List<String> classNames, List<List<Long>> confusion, Split split) {

    /** The name of the file in a run's folder that keeps the evaluation of the test split. */
    public static final String FILE = fileOf(Split.TEST);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * The figures of one class.
     *
     * @param records the number of images of the class
     * @param predicted the number of images that were taken for the class
     * @param precision the share of the predicted images that are of the class
     * @param recall the share of the class's images that were taken for the class
     * @param f1 the harmonic mean of precision and recall
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

    /**
     * The name of the file in a run's folder that keeps the evaluation of a split; the name for the test split has no
     * addition.
     */
    public static String fileOf(Split split) {
        return "evaluation" + addition(split) + ".json";
    }

    /** The addition to a file's name by which the files of other splits differ from the test split's files. */
    public static String addition(Split split) {
        return split == Split.TEST ? "" : "-" + split.folder();
    }

    /** This result, known to be of a split. */
    public EvaluationResult ofSplit(Split known) {
        return new EvaluationResult(classNames, confusion, known);
    }

    /**
     * The result of a confusion matrix {@code [true class][predicted class]}, which is copied, for a split that is not
     * known.
     */
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

    /** The number of images that were classified. */
    @JsonProperty
    public long records() {
        return total(confusion);
    }

    /** The share of the images whose class was predicted. */
    @JsonProperty
    public double accuracy() {
        return share(
                IntStream.range(0, classes())
                        .mapToLong(label -> count(label, label))
                        .sum(),
                records());
    }

    /** The mean of the recalls of the classes that have images, each class counting the same. */
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

    /** The number of images of class {@code label} that were taken for {@code prediction}. */
    public long count(int label, int prediction) {
        return confusion.get(label).get(prediction);
    }

    /** The number of images of class {@code label}. */
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
