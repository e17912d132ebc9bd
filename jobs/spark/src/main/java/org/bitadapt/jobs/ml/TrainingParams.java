package org.bitadapt.jobs.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * The params that say how the estimator trains. Their defaults are the values of {@code reference.conf}; {@link
 * #settings} sets its other keys.
 *
 * @param <S> the stage itself, which setters return
 */
public interface TrainingParams<S extends TrainingParams<S>> extends NetworkParams<S> {

    /** The column of whole-number labels from 0, of any numeric type (default: label). */
    default Param<String> labelCol() {
        return new Param<>(this, "labelCol", "column of labels, whole numbers from 0");
    }

    /** The number of passes over the training images, 1 or more. */
    default IntParam epochs() {
        return new IntParam(this, "epochs", "passes over the training images, 1 or more", ParamValidators.gtEq(1));
    }

    /** The number of images per worker and step, 1 to 65536. */
    default IntParam batchSize() {
        return new IntParam(
                this, "batchSize", "images per worker and step, 1 to 65536", ParamValidators.inRange(1, 65536));
    }

    /** The learning rate at the start, above 0. */
    default DoubleParam learningRate() {
        return new DoubleParam(this, "learningRate", "learning rate at the start, above 0", ParamValidators.gt(0));
    }

    /**
     * The number of workers that train at the same time, 1 to 4096. The result depends on it, and not on the number of
     * executors.
     */
    default IntParam workers() {
        return new IntParam(
                this, "workers", "workers whose parameters are averaged, 1 to 4096", ParamValidators.inRange(1, 4096));
    }

    /** The number of steps of each worker between two averagings, 1 or more. */
    default IntParam averagingPeriod() {
        return new IntParam(
                this,
                "averagingPeriod",
                "steps of each worker between two averagings, 1 or more",
                ParamValidators.gtEq(1));
    }

    /** The seed of initial weights, order, augmentation and the cut of the validation images. */
    default LongParam seed() {
        return new LongParam(this, "seed", "of initial weights, order, augmentation and the validation images");
    }

    /** The border of the random crop of training images in pixels, 0 to 64; 0 for no crop. */
    default IntParam cropPadding() {
        return new IntParam(
                this,
                "cropPadding",
                "border of the random crop in pixels, 0 to 64, 0 for none",
                ParamValidators.inRange(0, 64));
    }

    /** Whether half of the training images are mirrored left to right. */
    default BooleanParam flip() {
        return new BooleanParam(this, "flip", "whether half of the training images are mirrored");
    }

    /**
     * The threshold below which a latent weight's sign does not flip, 0 or more; {@code train.hysteresis.scale} is its
     * unit.
     */
    default DoubleParam hysteresisThreshold() {
        return new DoubleParam(
                this,
                "hysteresisThreshold",
                "threshold of the signs of 1-bit weights, 0 or more",
                ParamValidators.gtEq(0));
    }

    /**
     * The share of each class that is not trained on but chooses the epoch whose weights the model gets, 0 to 0.9; at 0
     * the model gets the last epoch's weights (default: 0.1).
     */
    default DoubleParam validationFraction() {
        return new DoubleParam(
                this,
                "validationFraction",
                "share of each class that chooses the best epoch, 0 to 0.9",
                ParamValidators.inRange(0, 0.9));
    }

    /** Further settings as {@code key=value}, such as {@code train.momentum=0.8} (default: none). */
    default StringArrayParam settings() {
        return new StringArrayParam(this, "settings", "further settings of reference.conf as key=value");
    }

    /**
     * A folder that driver and executors both reach, for the training images and checkpoints while {@code fit} runs;
     * they are deleted when {@code fit} ends. By default the folder is the SparkContext's checkpoint folder, or else
     * the session's warehouse.
     */
    default Param<String> workFolder() {
        return new Param<>(this, "workFolder", "folder for temporary files that driver and executors both reach");
    }

    /**
     * The folder of a run that is kept: metrics and checkpoints can be looked at while {@code fit} runs, and {@code
     * fit} with the same images and params goes on where it was interrupted. The param does not suit cross validation,
     * whose fits are different runs. By default no run is kept.
     */
    default Param<String> runFolder() {
        return new Param<>(this, "runFolder", "folder of the run to keep; none is kept without");
    }

    /** See {@link #labelCol}. */
    default String getLabelCol() {
        return getOrDefault(labelCol());
    }

    /** See {@link #labelCol}. */
    default S setLabelCol(String column) {
        return with(labelCol(), column);
    }

    /** See {@link #epochs}. */
    default int getEpochs() {
        return (int) getOrDefault(epochs());
    }

    /** See {@link #epochs}. */
    default S setEpochs(int count) {
        return with(epochs(), count);
    }

    /** See {@link #batchSize}. */
    default int getBatchSize() {
        return (int) getOrDefault(batchSize());
    }

    /** See {@link #batchSize}. */
    default S setBatchSize(int images) {
        return with(batchSize(), images);
    }

    /** See {@link #learningRate}. */
    default double getLearningRate() {
        return (double) getOrDefault(learningRate());
    }

    /** See {@link #learningRate}. */
    default S setLearningRate(double rate) {
        return with(learningRate(), rate);
    }

    /** See {@link #workers}. */
    default int getWorkers() {
        return (int) getOrDefault(workers());
    }

    /** See {@link #workers}. */
    default S setWorkers(int count) {
        return with(workers(), count);
    }

    /** See {@link #averagingPeriod}. */
    default int getAveragingPeriod() {
        return (int) getOrDefault(averagingPeriod());
    }

    /** See {@link #averagingPeriod}. */
    default S setAveragingPeriod(int steps) {
        return with(averagingPeriod(), steps);
    }

    /** See {@link #seed}. */
    default long getSeed() {
        return (long) getOrDefault(seed());
    }

    /** See {@link #seed}. */
    default S setSeed(long value) {
        return with(seed(), value);
    }

    /** See {@link #cropPadding}. */
    default int getCropPadding() {
        return (int) getOrDefault(cropPadding());
    }

    /** See {@link #cropPadding}. */
    default S setCropPadding(int pixels) {
        return with(cropPadding(), pixels);
    }

    /** See {@link #flip}. */
    default boolean getFlip() {
        return (boolean) getOrDefault(flip());
    }

    /** See {@link #flip}. */
    default S setFlip(boolean whether) {
        return with(flip(), whether);
    }

    /** See {@link #hysteresisThreshold}. */
    default double getHysteresisThreshold() {
        return (double) getOrDefault(hysteresisThreshold());
    }

    /** See {@link #hysteresisThreshold}. */
    default S setHysteresisThreshold(double threshold) {
        return with(hysteresisThreshold(), threshold);
    }

    /** See {@link #validationFraction}. */
    default double getValidationFraction() {
        return (double) getOrDefault(validationFraction());
    }

    /** See {@link #validationFraction}. */
    default S setValidationFraction(double share) {
        return with(validationFraction(), share);
    }

    /** See {@link #settings}. */
    default String[] getSettings() {
        return getOrDefault(settings());
    }

    /** See {@link #settings}. */
    default S setSettings(String[] assignments) {
        return with(settings(), assignments.clone());
    }

    /** See {@link #workFolder}. */
    default String getWorkFolder() {
        return getOrDefault(workFolder());
    }

    /** See {@link #workFolder}. */
    default S setWorkFolder(String folder) {
        return with(workFolder(), folder);
    }

    /** See {@link #runFolder}. */
    default String getRunFolder() {
        return getOrDefault(runFolder());
    }

    /** See {@link #runFolder}. */
    default S setRunFolder(String folder) {
        return with(runFolder(), folder);
    }
}
