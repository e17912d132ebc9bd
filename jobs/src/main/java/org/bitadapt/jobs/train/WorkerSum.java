package org.bitadapt.jobs.train;

import java.io.Serializable;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;

/**
 * The sum of what some workers return.
 *
 * @param vectors sum of their parameters and momentum
 * @param score sum of their last losses
 * @param workers how many
 */
record WorkerSum(Vectors vectors, double score, int workers) implements Serializable {

    static WorkerSum of(ParameterAveragingTrainingResult result) {
        return new WorkerSum(Vectors.of(result.getParameters(), result.getUpdaterState()), result.getScore(), 1);
    }

    /** Adds another sum into this one's arrays. */
    WorkerSum plus(WorkerSum other) {
        vectors.add(other.vectors);
        return new WorkerSum(vectors, score + other.score, workers + other.workers);
    }

    /** The mean of the workers' vectors, in this sum's arrays. */
    Vectors mean() {
        vectors.divide(workers);
        return vectors;
    }
}
