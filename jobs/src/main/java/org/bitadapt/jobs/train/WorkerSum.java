package org.bitadapt.jobs.train;

import java.io.Serializable;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;

/**
 * The sum of what some workers return.
 *
 * @param vectors sum of their parameters and momentum
 * @param tally of what they saw
 * @param workers how many
 */
record WorkerSum(Vectors vectors, TrainingTally tally, int workers) implements Serializable {

    /**
     * One worker's.
     *
     * @param result a {@link WorkerResult}
     */
    static WorkerSum of(ParameterAveragingTrainingResult result) {
        return new WorkerSum(
                Vectors.of(result.getParameters(), result.getUpdaterState()), ((WorkerResult) result).tally(), 1);
    }

    /** Adds another sum into this one's arrays. */
    WorkerSum plus(WorkerSum other) {
        vectors.add(other.vectors);
        return new WorkerSum(vectors, tally.beside(other.tally), workers + other.workers);
    }

    /** The mean of the workers' vectors, in this sum's arrays. */
    Vectors mean() {
        vectors.divide(workers);
        return vectors;
    }
}
