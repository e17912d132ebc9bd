package org.bitadapt.runtime.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepetitionTest {

    private static final TimingEffort FOUR_RUNS = TimingEffort.least(4);

    @Test
    void steadyRunsAreMeasuredOnce() {
        AtomicInteger runs = new AtomicInteger();
        Measurement measurement = Repetition.measure(FOUR_RUNS, Duration.ZERO, () -> {
            runs.incrementAndGet();
            return 5000;
        });
        assertThat(measurement).isEqualTo(new Measurement(5, 0, 4, 0));
        assertThat(runs).hasValue(5);
    }

    @Test
    void runsThatWereNotWarmAreMeasuredAgain() {
        AtomicInteger runs = new AtomicInteger();
        Measurement measurement =
                Repetition.measure(FOUR_RUNS, Duration.ZERO, () -> runs.incrementAndGet() < 4 ? 90_000 : 5000);
        assertThat(measurement).isEqualTo(new Measurement(5, 0, 4, 0));
        assertThat(runs).hasValue(10);
    }

    @Test
    void runsThatNeverSettleAreGivenUp() {
        AtomicInteger runs = new AtomicInteger();
        Measurement measurement =
                Repetition.measure(FOUR_RUNS, Duration.ZERO, () -> runs.incrementAndGet() % 2 == 0 ? 9000 : 5000);
        assertThat(measurement.spreadMicros()).isEqualTo(4);
        assertThat(runs).hasValue(20);
    }
}
