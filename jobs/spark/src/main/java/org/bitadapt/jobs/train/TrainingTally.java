package org.bitadapt.jobs.train;

import java.io.Serializable;
import org.bitadapt.jobs.spark.JobFigure;
import org.bitadapt.jobs.spark.JobFigures;
import org.bitadapt.quant.layer.StepResult;

/**
 * The tally of what workers saw in some training steps, which they report together with their parameters.
 *
 * <p>Sums are added in the order of workers and rounds, and a task that is tried again counts once: equal trainings have
 * equal tallies.
 *
 * @param images the number of images that were trained on
 * @param correct the number of these images that were classified correctly, as augmented, in the forward pass of
 *     training
 * @param crossEntropy the cross-entropy summed over the images, in nats
 * @param fitNanos the nanoseconds spent in forward pass, backward pass and update, summed over the workers
 * @param teacherNanos the nanoseconds spent in the forward pass of a teacher, summed over the workers
 * @param firstRate the learning rate of the first step; NaN without steps
 * @param lastRate the learning rate of the last step; NaN without steps
 * @param divergedAt the step of each worker, counted from 0 over the whole training, at which the loss was not finite
 *     and the worker stopped; {@link #NEVER} if all losses were finite
 */
record TrainingTally(
        long images,
        long correct,
        double crossEntropy,
        long fitNanos,
        long teacherNanos,
        double firstRate,
        double lastRate,
        int divergedAt)
        implements Serializable {

    /** The number that stands for no step. */
    static final int NEVER = -1;

    /** The tally of no steps. */
    static final TrainingTally NONE = new TrainingTally(0, 0, 0, 0, 0, Double.NaN, Double.NaN, NEVER);

    /**
     * The tally of one step.
     *
     * @param index the number of the step, counted from 0 over the whole training
     * @param nanos the nanoseconds that the step took
     * @param teacherNanos the nanoseconds that the teacher took before the step
     */
    static TrainingTally of(StepResult step, int index, long nanos, long teacherNanos) {
        return new TrainingTally(
                step.images(),
                step.correct(),
                step.crossEntropy(),
                nanos,
                teacherNanos,
                step.learningRate(),
                step.learningRate(),
                step.finite() ? NEVER : index);
    }

    /** The tally of these steps and later steps. */
    TrainingTally then(TrainingTally later) {
        return sum(
                later,
                images == 0 ? later.firstRate : firstRate,
                later.images == 0 ? lastRate : later.lastRate,
                diverged() ? divergedAt : later.divergedAt);
    }

    /**
     * The tally of these steps and another worker's steps at the same time.
     *
     * @throws IllegalStateException if the workers took the steps at different rates, which breaks the averaging
     */
    TrainingTally beside(TrainingTally other) {
        if (Double.compare(firstRate, other.firstRate) != 0) {
            throw new IllegalStateException(
                    "Workers of one round began at different learning rates: " + firstRate + " and " + other.firstRate);
        }
        int first = !diverged() || (other.diverged() && other.divergedAt < divergedAt) ? other.divergedAt : divergedAt;
        return sum(other, firstRate, first == divergedAt ? lastRate : other.lastRate, first);
    }

    private TrainingTally sum(TrainingTally other, double first, double last, int diverged) {
        return new TrainingTally(
                images + other.images,
                correct + other.correct,
                crossEntropy + other.crossEntropy,
                fitNanos + other.fitNanos,
                teacherNanos + other.teacherNanos,
                first,
                last,
                diverged);
    }

    /** Whether a loss was not finite. */
    boolean diverged() {
        return divergedAt != NEVER;
    }

    /** The mean cross-entropy of the images as they were trained on, in nats; 0 without images. */
    double meanLoss() {
        return crossEntropy / Math.max(1, images);
    }

    /** The share of the images that were classified correctly; 0 without images. */
    double accuracy() {
        return (double) correct / Math.max(1, images);
    }

    /** The seconds that all workers together spent in forward pass, backward pass and update. */
    double fitSeconds() {
        return fitNanos / 1e9;
    }

    /** The seconds that all workers together spent in a teacher's forward pass. */
    double teacherSeconds() {
        return teacherNanos / 1e9;
    }

    /** Hands the figures to monitoring; the epoch has taken {@code seconds} so far. */
    void show(double seconds) {
        JobFigures.set(JobFigure.IMAGES_PER_SECOND, images / seconds);
        JobFigures.set(JobFigure.LOSS, meanLoss());
        JobFigures.set(JobFigure.ACCURACY, accuracy());
    }
}
