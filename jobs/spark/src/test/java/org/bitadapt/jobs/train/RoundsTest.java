package org.bitadapt.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundsTest {

    @ParameterizedTest(name = "{0} minibatches, period {1}")
    @CsvSource({"1,1,1", "1,10,1", "10,10,1", "11,10,2", "351,10,36", "7,3,3", "5,1,5"})
    void coverAllMinibatchesInAsFewRoundsOfNearlyEqualLength(int batches, int period, int expected) {
        Rounds rounds = Rounds.of(batches, period);
        assertThat(rounds.count()).isEqualTo(expected);
        assertThat(rounds.start(0)).isZero();
        assertThat(rounds.end(expected - 1)).isEqualTo(batches);
        for (int round = 0; round < expected; round++) {
            int length = rounds.end(round) - rounds.start(round);
            assertThat(length).isBetween(batches / expected, Math.min(period, batches / expected + 1));
        }
    }

    @Test
    void roundsFollowEachOther() {
        Rounds rounds = Rounds.of(23, 10);
        assertThat(rounds.start(1)).isEqualTo(rounds.end(0));
        assertThat(rounds.start(2)).isEqualTo(rounds.end(1));
    }
}
