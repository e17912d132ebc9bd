package org.bitadapt.jobs.benchmark;

/**
 * The losses of one training step.
 *
 * @param step the number of the step, from 1
 * @param ours the mean cross-entropy of BitAdapt, in nats
 * @param pytorch the mean cross-entropy of the peer, in nats
 * @param difference {@code |ours - pytorch| / pytorch}
 * @param drift the difference, as a share of the peer's loss, from the loss of a second training of the peer whose
 *     weights differ in their last bit at the start
 */
record StepLosses(int step, double ours, double pytorch, double difference, double drift) {

    static StepLosses of(int step, double ours, double pytorch, double nudged) {
        return new StepLosses(
                step, ours, pytorch, Math.abs(ours - pytorch) / pytorch, Math.abs(nudged - pytorch) / pytorch);
    }
}
