package org.bitadapt.jobs.benchmark;

import java.time.Duration;
import java.util.stream.LongStream;

/** The timed calls of one contestant, turn by turn. */
final class ContestantTurns {

    private static final int MIN_CALLS = 3;

    private final Contestant contestant;
    private final LongStream.Builder nanos = LongStream.builder();

    /** Something whose calls are timed. */
    @FunctionalInterface
    interface Contestant {

        /** Makes one call. */
        void run();
    }

    ContestantTurns(Contestant contestant) {
        this.contestant = contestant;
    }

    /** Calls the contestant for a while, and forgets the times. */
    void warmUp(Duration duration) {
        times(duration, LongStream.builder());
    }

    /** Calls the contestant for a while, at least three times, and keeps the times. */
    void turn(Duration duration) {
        times(duration, nanos);
    }

    private void times(Duration duration, LongStream.Builder times) {
        long start = System.nanoTime();
        for (int call = 0; call < MIN_CALLS || System.nanoTime() - start < duration.toNanos(); call++) {
            long before = System.nanoTime();
            contestant.run();
            times.add(System.nanoTime() - before);
        }
    }

    /** The latency over the calls of all turns; ends the measurement. */
    Latency latency() {
        return Latency.of(nanos.build().toArray());
    }
}
