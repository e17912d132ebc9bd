package org.bitadapt.jobs.spark;

/** A figure of the job that a driver runs, which monitoring shows; the value is NaN until the job sets it. */
public enum JobFigure {
    /** The images per second of the current epoch, so far. */
    IMAGES_PER_SECOND("imagesPerSecond"),
    /** The mean cross-entropy of the current epoch's minibatches, in nats. */
    LOSS("loss"),
    /** The share of the current epoch's training images that were classified correctly. */
    ACCURACY("accuracy"),
    /** The share of the validation images that were classified correctly after the last epoch. */
    VALIDATION_ACCURACY("validationAccuracy"),
    /** The current epoch, from 1. */
    EPOCH("epoch"),
    /** The current iteration of a search, from 1. */
    ITERATION("iteration"),
    /** The number of a search's proposals that were scored in this process. */
    PROPOSALS_DONE("proposalsDone");

    private final String metric;

    JobFigure(String metric) {
        this.metric = metric;
    }

    /** The figure's name in monitoring. */
    public String metric() {
        return metric;
    }
}
