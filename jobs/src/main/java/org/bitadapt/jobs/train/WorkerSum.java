package org.bitadapt.jobs.train;

import java.io.Serializable;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The sum of what some workers return.
 *
 * @param parameters sum of their parameter vectors
 * @param updaterState sum of their momentum, or null if the optimizer keeps none
 * @param score sum of their last losses
 * @param workers how many
 */
record WorkerSum(INDArray parameters, INDArray updaterState, double score, int workers) implements Serializable {

    static WorkerSum of(ParameterAveragingTrainingResult result) {
        return new WorkerSum(result.getParameters(), result.getUpdaterState(), result.getScore(), 1);
    }

    /** Adds another sum into this one's arrays. */
    WorkerSum plus(WorkerSum other) {
        parameters.addi(other.parameters);
        if (updaterState != null) {
            updaterState.addi(other.updaterState);
        }
        return new WorkerSum(parameters, updaterState, score + other.score, workers + other.workers);
    }
}
