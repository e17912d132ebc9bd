package org.bitadapt.jobs.train;

import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;
import org.bitadapt.jobs.spark.JobFigure;
import org.bitadapt.jobs.spark.JobFigures;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Counts what the workers see while they train: loss, correct answers and time spent in DL4J's fit.
 *
 * <p>All sums are whole numbers, so that they do not depend on the order in which tasks end. A task that runs twice is
 * counted twice; the figures are for people, nothing is decided by them.
 */
final class TrainingTally implements TrainingHook {

    private static final long serialVersionUID = 1;
    private static final double LOSS_UNIT = 1e6;

    private final LongAccumulator images;
    private final LongAccumulator correct;
    private final LongAccumulator microLoss;
    private final LongAccumulator fitNanos;
    private transient long started;

    TrainingTally(SparkContext spark) {
        images = spark.longAccumulator("images trained");
        correct = spark.longAccumulator("images classified correctly");
        microLoss = spark.longAccumulator("loss x 10^6");
        fitNanos = spark.longAccumulator("nanoseconds in fit");
    }

    @Override
    public void preUpdate(MultiDataSet batch, Model model) {
        started = System.nanoTime();
    }

    @Override
    public void postUpdate(MultiDataSet batch, Model model) {
        fitNanos.add(System.nanoTime() - started);
        INDArray labels = batch.getLabels(0);
        images.add(labels.size(0));
        correct.add(NetworkGraph.lastCorrect((ComputationGraph) model, labels));
        microLoss.add(Math.round(model.score() * labels.size(0) * LOSS_UNIT));
    }

    @Override
    public void preUpdate(DataSet batch, Model model) {
        throw new UnsupportedOperationException("Graphs are trained with MultiDataSet");
    }

    @Override
    public void postUpdate(DataSet batch, Model model) {
        throw new UnsupportedOperationException("Graphs are trained with MultiDataSet");
    }

    void reset() {
        images.reset();
        correct.reset();
        microLoss.reset();
        fitNanos.reset();
    }

    long images() {
        return images.value();
    }

    /** Mean cross-entropy of the minibatches as they were trained on. */
    double meanLoss() {
        return microLoss.value() / LOSS_UNIT / Math.max(1, images.value());
    }

    /** Share of the augmented training images classified correctly in the forward pass of training. */
    double accuracy() {
        return (double) correct.value() / Math.max(1, images.value());
    }

    /** Seconds that all workers together spent in forward pass, backward pass and update. */
    double fitSeconds() {
        return fitNanos.value() / 1e9;
    }

    /** Hands the figures to monitoring, after some seconds of the epoch. */
    void show(double seconds) {
        JobFigures.set(JobFigure.IMAGES_PER_SECOND, images() / seconds);
        JobFigures.set(JobFigure.LOSS, meanLoss());
        JobFigures.set(JobFigure.ACCURACY, accuracy());
    }
}
