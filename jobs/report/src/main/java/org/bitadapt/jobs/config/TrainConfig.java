package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * The settings by which weights are learned: SGD with momentum on several workers whose parameters are averaged.
 *
 * @param epochs the number of passes over the training split, 1 or more
 * @param from the run whose weights training starts from; empty for random weights
 * @param teacher the run whose scores are learned, too; empty for no teacher
 * @param seed the seed of initial weights, order and augmentation
 * @param workers the number of workers that train at the same time, 1 to 4096; the result depends on it, and not on the
 *     number of executors
 * @param averagingPeriod the number of steps of each worker between two averagings, 1 or more
 * @param learningRate the learning rate at the start (after warm-up), above 0
 * @param momentum the momentum of SGD, 0 or more and below 1
 * @param weightDecay the L2 penalty of latent weights, 0 or more
 * @param classWeights how much an image counts in the loss, by its class
 * @param distillation how much is learned from the teacher
 * @param consistency how the narrower of several bit widths learn
 * @param sampling which of several bit widths a step trains
 * @param validation whether each epoch is scored on the validation split
 * @param schedule the schedule of the learning rate
 * @param latents whether latent weights of 1-bit layers keep a fixed size
 * @param hysteresis the hysteresis of the signs of 1-bit weights
 * @param earlyStopping when training ends before its last epoch
 */
public record TrainConfig(
        int epochs,
        String from,
        String teacher,
        long seed,
        int workers,
        int averagingPeriod,
        double learningRate,
        double momentum,
        double weightDecay,
        ClassWeighting classWeights,
        DistillationConfig distillation,
        ConsistencyConfig consistency,
        Sampling sampling,
        boolean validation,
        ScheduleConfig schedule,
        Latents latents,
        HysteresisConfig hysteresis,
        EarlyStoppingConfig earlyStopping)
        implements Serializable {

    public TrainConfig {
        new Rules()
                .atLeast("epochs", epochs, 1)
                .within("workers", workers, 1, 4096)
                .atLeast("averaging-period", averagingPeriod, 1)
                .above("learning-rate", learningRate, 0)
                .fraction("momentum", momentum)
                .atLeast("weight-decay", weightDecay, 0.0)
                .check(
                        validation || earlyStopping.patience() == 0,
                        "early-stopping.patience",
                        earlyStopping.patience(),
                        "0 without validation")
                .enforce();
    }
}
