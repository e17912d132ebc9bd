package org.bitadapt.jobs.train;

import java.util.ArrayList;
import java.util.List;

/**
 * How the minibatches of an epoch fall into averaging rounds of nearly equal length.
 *
 * @param first index of each round's first minibatch, and one past the last at the end
 */
record Rounds(List<Integer> first) {

    /**
     * As few rounds as possible.
     *
     * @param batchesPerWorker minibatches of an epoch, at least 1
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
