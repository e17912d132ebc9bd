package org.bitadapt.jobs.train;

import java.io.Serializable;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;

/**
 * The sum of some workers' results.
 *
 * @param vectors the sum of the workers' parameters and momentum
 * @param tally the tally of what the workers saw
 * @param workers the number of workers
 */
record WorkerSum(Vectors vectors, TrainingTally tally, int workers) implements Serializable {

    /**
     * The sum that has one worker's result.
     *
     * @param result the worker's result, a {@link WorkerResult}
     */
    static WorkerSum of(ParameterAveragingTrainingResult result) {
        return new WorkerSum(
                Vectors.of(result.getParameters(), result.getUpdaterState()), ((WorkerResult) result).tally(), 1);
    }

    /** Adds another sum into this sum's arrays. */
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
