package org.bitadapt.jobs.train;

import java.util.ArrayList;
import java.util.List;

/**
 * The division of an epoch's minibatches into averaging rounds of nearly equal length.
 *
 * @param first the index of each round's first minibatch, and at the end the number of minibatches
 */
record Rounds(List<Integer> first) {

    /**
     * Divides an epoch into as few rounds as possible.
     *
     * @param batchesPerWorker the number of a worker's minibatches in an epoch, at least 1
     * @param period the most minibatches of a round, at least 1
     */
    static Rounds of(int batchesPerWorker, int period) {
        int rounds = (batchesPerWorker + period - 1) / period;
        List<Integer> first = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            first.add((int) ((long) round * batchesPerWorker / rounds));
        }
        return new Rounds(List.copyOf(first));
    }

    int count() {
        return first.size() - 1;
    }

    int start(int round) {
        return first.get(round);
    }

    int end(int round) {
        return first.get(round + 1);
    }
}
