package org.bitadapt.jobs.benchmark;

/**
 * The losses of one training step.
 *
 * @param step from 1
 * @param ours mean cross-entropy, in nats
 * @param pytorch that of the peer
 * @param difference {@code |ours - pytorch| / pytorch}
 * @param drift by how much the peer's loss differs from its own, likewise, when its weights differ in their last bit at the
 *     start
 */
record StepLosses(int step, double ours, double pytorch, double difference, double drift) {

    static StepLosses of(int step, double ours, double pytorch, double nudged) {
        return new StepLosses(
                step, ours, pytorch, Math.abs(ours - pytorch) / pytorch, Math.abs(nudged - pytorch) / pytorch);
    }
}
