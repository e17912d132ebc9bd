package org.bitadapt.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoredRecordTest {

    @Test
    void predictedIsTheFirstOfTheHighestScores() {
        assertThat(new ScoredRecord("a", 0, new float[] {1, 3, 3}).predicted()).isEqualTo(1);
    }

    @Test
    void probabilitiesAreTheSoftmaxAndStandLargeScores() {
        double[] probabilities = new ScoredRecord("a", 0, new float[] {1000, 1000, -1000}).probabilities();
        assertThat(probabilities).containsExactly(0.5, 0.5, 0);
    }

    @Test
    void lossIsMinusTheLogarithmOfTheLabelsProbabilityAndFinite() {
        assertThat(new ScoredRecord("a", 1, new float[] {0, 0}).loss()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(new ScoredRecord("a", 1, new float[] {1e6f, 0}).loss())
                .isFinite()
                .isPositive();
    }
}
