package org.bitadapt.jobs.train;

import java.util.Locale;

/**
 * The error of a training whose numbers are no longer finite, so that nothing can be learned from them; the last
 * checkpoint is from before.
 */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * @param what the numbers that are not finite: the loss, or parameters
     * @param epoch the number of the epoch, from 0
     * @param step the number of each worker's step, from 0 over the whole training
     * @param rate the learning rate of that step
     */
    DivergedException(String what, int epoch, int step, double rate) {
        super(String.format(
                Locale.ROOT,
                "Training diverged: the %s no longer finite in epoch %d, step %d, at learning rate %.4g. Try a lower"
                        + " train.learning-rate or a longer train.schedule.warm-up-epochs",
                what,
                epoch + 1,
                step + 1,
                rate));
    }
}
