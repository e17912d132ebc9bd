package org.bitadapt.jobs.ml;

import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * The params of the columns that a model adds to a table, named as Spark's own classifiers name them. An empty name
 * leaves a column out.
 *
 * @param <S> the stage itself, which setters return
 */
public interface PredictionParams<S extends PredictionParams<S>> extends ImageParams<S> {

    /** The column of the predicted class, a double (default: prediction). */
    default Param<String> predictionCol() {
        return new Param<>(this, "predictionCol", "column of the predicted class");
    }

    /** The column of the classes' probabilities, a vector that sums to 1 (default: probability). */
    default Param<String> probabilityCol() {
        return new Param<>(this, "probabilityCol", "column of the vector of the classes' probabilities");
    }

    /** The column of the scores before the softmax, a vector (default: rawPrediction). */
    default Param<String> rawPredictionCol() {
        return new Param<>(this, "rawPredictionCol", "column of the vector of scores before the softmax");
    }

    /**
     * The column of the reason why an image could not be used, null where the image could be used; only with {@code
     * handleInvalid = keep} (default: invalidReason).
     */
    default Param<String> reasonCol() {
        return new Param<>(this, "reasonCol", "with handleInvalid=keep, column of the reason why an image is invalid");
    }

    /**
     * The thresholds, one per class, 0 or more, at most one of them 0. The predicted class is the class of the largest
     * {@code probability / threshold}; without thresholds, that of the largest score. The first of equal classes wins.
     */
    default DoubleArrayParam thresholds() {
        return new DoubleArrayParam(
                this,
                "thresholds",
                "one per class, 0 or more, at most one 0: the class of the largest probability / threshold is predicted",
                ColumnRules.isThresholds());
    }

    /**
     * The names of the classes, in the order of their labels. By default they are the names in the label column's
     * metadata, as {@code StringIndexer} leaves them, or else the classes' numbers. Where the metadata has names, this
     * param must have the same names, and the metadata's order counts. In a model they are the network's names, in the
     * order in which the added columns are to have them.
     */
    default StringArrayParam classNames() {
        return new StringArrayParam(this, "classNames", "names of the classes, in the order of their labels");
    }

    /** See {@link #predictionCol}. */
    default String getPredictionCol() {
        return getOrDefault(predictionCol());
    }

    /** See {@link #predictionCol}. */
    default S setPredictionCol(String column) {
        return with(predictionCol(), column);
    }

    /** See {@link #probabilityCol}. */
    default String getProbabilityCol() {
        return getOrDefault(probabilityCol());
    }

    /** See {@link #probabilityCol}. */
    default S setProbabilityCol(String column) {
        return with(probabilityCol(), column);
    }

    /** See {@link #rawPredictionCol}. */
    default String getRawPredictionCol() {
        return getOrDefault(rawPredictionCol());
    }

    /** See {@link #rawPredictionCol}. */
    default S setRawPredictionCol(String column) {
        return with(rawPredictionCol(), column);
    }

    /** See {@link #reasonCol}. */
    default String getReasonCol() {
        return getOrDefault(reasonCol());
    }

    /** See {@link #reasonCol}. */
    default S setReasonCol(String column) {
        return with(reasonCol(), column);
    }

    /** See {@link #thresholds}. */
    default double[] getThresholds() {
        return getOrDefault(thresholds());
    }

    /** See {@link #thresholds}. */
    default S setThresholds(double[] values) {
        return with(thresholds(), values.clone());
    }

    /** See {@link #classNames}. */
    default String[] getClassNames() {
        return getOrDefault(classNames());
    }

    /** See {@link #classNames}. */
    default S setClassNames(String[] names) {
        return with(classNames(), names.clone());
    }
}
