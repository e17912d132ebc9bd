package org.bitadapt.jobs.train;

import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;

/** DL4J's result of a worker's round, with the tally of what the worker saw. */
final class WorkerResult extends ParameterAveragingTrainingResult {

    private static final long serialVersionUID = 1;

    private final TrainingTally tally;

    WorkerResult(ParameterAveragingTrainingResult result, TrainingTally tally) {
        super(result.getParameters(), result.getUpdaterState(), result.getScore(), null, null, null);
        this.tally = tally;
    }

    /** The tally of what the worker saw in the round. */
    TrainingTally tally() {
        return tally;
    }
}
