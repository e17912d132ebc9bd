package org.bitadapt.quant.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bitadapt.quant.layer.LearningRateSchedule.Curve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateScheduleTest {

    private static final List<Integer> MILESTONES = List.of(6, 9);

    /**
     * The rate is 0.8 at most, with a warm-up of 4 iterations out of 12, and falls to a tenth at iterations 6 and 9.
     */
    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "CONSTANT, 0, 0.2",
        "CONSTANT, 3, 0.8",
        "CONSTANT, 4, 0.8",
        "CONSTANT, 11, 0.8",
        "CONSTANT, 1000, 0.8",
        "STEP, 0, 0.2",
        "STEP, 1, 0.4",
        "STEP, 2, 0.6",
        "STEP, 3, 0.8",
        "STEP, 4, 0.8",
        "STEP, 5, 0.8",
        "STEP, 6, 0.08",
        "STEP, 8, 0.08",
        "STEP, 9, 0.008",
        "STEP, 11, 0.008",
        "STEP, 1000, 0.008",
        "COSINE, 0, 0.2",
        "COSINE, 3, 0.8",
        "COSINE, 4, 0.8",
        // 0.4 (1 + cos(pi / 4)), then a half, then 0.4 (1 - cos(pi / 8))
        "COSINE, 6, 0.6828427",
        "COSINE, 8, 0.4",
        "COSINE, 11, 0.0304482",
        "COSINE, 12, 0",
        "COSINE, 1000, 0"
    })
    void ratesFollowTheCurveAfterTheWarmUp(Curve curve, int iteration, double rate) {
        LearningRateSchedule schedule = new LearningRateSchedule(curve, 0.8, 4, 12, MILESTONES, 0.1);
        assertThat(schedule.valueAt(iteration, 0)).isCloseTo(rate, within(1e-7));
        assertThat(schedule.clone().valueAt(iteration, 5)).isEqualTo(schedule.valueAt(iteration, 0));
    }

    @Test
    void withoutAWarmUpTheFirstIterationHasTheFullRate() {
        for (Curve curve : Curve.values()) {
            assertThat(new LearningRateSchedule(curve, 0.8, 0, 12, MILESTONES, 0.1).valueAt(0, 0))
                    .isEqualTo(0.8);
        }
        assertThat(LearningRateSchedule.constant(0.3).valueAt(7, 0)).isEqualTo(0.3);
    }

    @Test
    void wrongValuesAreNamed() {
        assertThatThrownBy(() -> LearningRateSchedule.constant(0))
                .hasMessage("Invalid learning rate: 0.0 (must be above 0)");
        assertThatThrownBy(() -> new LearningRateSchedule(Curve.COSINE, 1, 12, 12, List.of(), 1))
                .hasMessage("Invalid warm-up: 12 of 12 iterations (must be 0 or more and below the total)");
        for (double factor : new double[] {0, -0.1, Double.NaN}) {
            assertThatThrownBy(() -> new LearningRateSchedule(Curve.STEP, 1, 0, 12, MILESTONES, factor))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Invalid factor: " + factor + " (must be above 0)");
        }
        for (List<Integer> milestones : List.of(List.of(9, 6), List.of(6, 6))) {
            assertThatThrownBy(() -> new LearningRateSchedule(Curve.STEP, 1, 0, 12, milestones, 0.1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Invalid milestones: " + milestones + " (must be ascending)");
        }
    }
}
