package org.bitadapt.jobs.ml;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.bitadapt.jobs.score.ScoredRecord;

/**
 * The columns that a model adds; a column with an empty name is left out.
 *
 * @param raw the name of the column of scores before the softmax
 * @param probability the name of the column of probabilities, the softmax of the scores
 * @param prediction the name of the column of predicted classes
 * @param reason the name of the column of reasons why images are invalid
 * @param thresholds the thresholds, one per class, or none
 * @param order the index in the network's scores of each class, by the class's index in the columns
 */
@SuppressWarnings("ArrayRecordComponent") // shared with tasks, never compared
record PredictionColumns(
        String raw, String probability, String prediction, String reason, double[] thresholds, int[] order)
        implements Serializable {

    PredictionColumns {
        if (thresholds.length != 0 && thresholds.length != order.length) {
            throw new IllegalArgumentException("Invalid thresholds: " + Arrays.toString(thresholds) + " (must be "
                    + order.length + ", one per class)");
        }
    }

    static PredictionColumns of(PredictionParams<?> params, int[] order) {
        return new PredictionColumns(
                params.getRawPredictionCol(),
                params.getProbabilityCol(),
                params.getPredictionCol(),
                keepsInvalid(params) ? params.getReasonCol() : "",
                params.isSet(params.thresholds()) ? params.getThresholds() : new double[0],
                order);
    }

    /** The number of classes. */
    int classes() {
        return order.length;
    }

    /**
     * A table's schema with the added columns and the metadata that Spark keeps of them: sizes of vectors, names of
     * classes.
     *
     * @param names the names of the classes; empty if they are not known yet, which leaves the metadata out
     * @throws IllegalArgumentException if the table has a column of the same name already
     */
    static StructType added(PredictionParams<?> params, StructType schema, List<String> names) {
        List<StructField> fields = new ArrayList<>(Arrays.asList(schema.fields()));
        Set<String> taken = new HashSet<>(Arrays.asList(schema.fieldNames()));
        for (String name : vectors(params)) {
            require(taken, name);
            fields.add(nullable(
                    params,
                    (names.isEmpty() ? new AttributeGroup(name) : new AttributeGroup(name, names.size()))
                            .toStructField()));
        }
        if (!params.getPredictionCol().isEmpty()) {
            require(taken, params.getPredictionCol());
            NominalAttribute attribute = NominalAttribute.defaultAttr().withName(params.getPredictionCol());
            fields.add(nullable(
                    params,
                    (names.isEmpty() ? attribute : attribute.withValues(names.toArray(String[]::new)))
                            .toStructField()));
        }
        if (keepsInvalid(params) && !params.getReasonCol().isEmpty()) {
            require(taken, params.getReasonCol());
            fields.add(DataTypes.createStructField(params.getReasonCol(), DataTypes.StringType, true));
        }
        return new StructType(fields.toArray(StructField[]::new));
    }

    private static boolean keepsInvalid(PredictionParams<?> params) {
        return params.getHandleInvalid().equals(ColumnRules.KEEP);
    }

    /** The field, nullable if invalid images are kept: such images have no prediction. */
    private static StructField nullable(PredictionParams<?> params, StructField field) {
        return new StructField(field.name(), field.dataType(), keepsInvalid(params), field.metadata());
    }

    private static List<String> vectors(PredictionParams<?> params) {
        return List.of(params.getRawPredictionCol(), params.getProbabilityCol()).stream()
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static void require(Set<String> taken, String name) {
        if (!taken.add(name)) {
            throw new IllegalArgumentException("Invalid output column: " + name + " (must not be there already)");
        }
    }

    /**
     * The schema with its fields from an index on made nullable. The columns of a stream must be nullable whatever is
     * done about invalid images. Spark reads all files of a stream by the schema of one file, and trusts it: once the
     * stream goes on with {@code keep}, nulls would be read as zeros, or fail.
     */
    static StructType nullable(StructType schema, int first) {
        StructField[] fields = schema.fields().clone();
        for (int i = first; i < fields.length; i++) {
            fields[i] = new StructField(fields[i].name(), fields[i].dataType(), true, fields[i].metadata());
        }
        return new StructType(fields);
    }

    /** A table with its columns' metadata, which encoders of rows leave out. */
    static Dataset<Row> described(Dataset<Row> rows, StructType schema) {
        return rows.select(Arrays.stream(schema.fields())
                .map(field -> ColumnRules.named(field.name()).as(field.name(), field.metadata()))
                .toArray(Column[]::new));
    }

    /** The added values of a row whose image is invalid. */
    Object[] values(String invalid) {
        List<Object> values = new ArrayList<>();
        for (String name : List.of(raw, probability, prediction)) {
            if (!name.isEmpty()) {
                values.add(null);
            }
        }
        addReason(values, invalid);
        return values.toArray();
    }

    private void addReason(List<Object> values, String invalid) {
        if (!reason.isEmpty()) {
            values.add(invalid);
        }
    }

    /** The added values of a row, in the order of the columns. */
    Object[] values(ScoredRecord network) {
        ScoredRecord scored = ordered(network);
        List<Object> values = new ArrayList<>();
        if (!raw.isEmpty()) {
            double[] scores = new double[order.length];
            Arrays.setAll(scores, label -> scored.scores()[label]);
            values.add(Vectors.dense(scores));
        }
        if (!probability.isEmpty()) {
            values.add(Vectors.dense(scored.probabilities()));
        }
        if (!prediction.isEmpty()) {
            values.add((double) predicted(scored));
        }
        addReason(values, null);
        return values.toArray();
    }

    private ScoredRecord ordered(ScoredRecord network) {
        float[] scores = new float[order.length];
        for (int label = 0; label < order.length; label++) {
            scores[label] = network.scores()[order[label]];
        }
        return new ScoredRecord(network.id(), network.label(), scores);
    }

    private int predicted(ScoredRecord scored) {
        if (thresholds.length == 0) {
            return scored.predicted();
        }
        double[] probabilities = scored.probabilities();
        int best = 0;
        for (int label = 1; label < order.length; label++) {
            if (ratio(probabilities, label) > ratio(probabilities, best)) {
                best = label;
            }
        }
        return best;
    }

    /**
     * A class's probability divided by its threshold. A threshold of 0 makes the ratio infinite, so that the class wins
     * unless its probability is 0 as well.
     */
    private double ratio(double[] probabilities, int label) {
        return probabilities[label] == 0 ? 0 : probabilities[label] / thresholds[label];
    }
}
