package org.bitadapt.jobs.spark;

/** A figure of the job that a driver runs, which monitoring shows; not a number until there is one. */
public enum JobFigure {
    /** Images a second of the current epoch, so far. */
    IMAGES_PER_SECOND("imagesPerSecond"),
    /** Mean cross-entropy of the current epoch's minibatches, in nats. */
    LOSS("loss"),
    /** Share of the current epoch's training images that were classified correctly. */
    ACCURACY("accuracy"),
    /** Share of the validation images that were classified correctly after the last epoch. */
    VALIDATION_ACCURACY("validationAccuracy"),
    /** The current epoch, from 1. */
    EPOCH("epoch"),
    /** The current iteration of a search, from 1. */
    ITERATION("iteration"),
    /** Proposals of a search that were scored in this process. */
    PROPOSALS_DONE("proposalsDone");

    private final String metric;

    JobFigure(String metric) {
        this.metric = metric;
    }

    /** As monitoring names it. */
    public String metric() {
        return metric;
    }
}
