package org.bitadapt.jobs.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementBoundTest {

    private static final AgreementBound BOUND = new AgreementBound(0.01, 5, 4);

    @Test
    void theFirstStepsHaveNoDriftToGoBy() {
        List<StepLosses> steps = steps(0.009, 0.009, 0.009, 0.009, 0.009);
        assertThat(BOUND.holds(steps)).isTrue();
        steps.set(4, step(5, 0.011, 0.1));
        assertThat(BOUND.holds(steps)).isFalse();
    }

    @Test
    void laterStepsMayDifferByTheLargestDriftSoFar() {
        List<StepLosses> steps = steps(0, 0, 0, 0, 0);
        steps.set(2, step(3, 0, 0.02));
        steps.add(step(6, 0.089, 0));
        assertThat(BOUND.holds(steps)).isTrue();
        steps.add(step(7, 0.091, 0));
        assertThat(BOUND.holds(steps)).isFalse();
    }

    @Test
    void withoutStrictStepsDriftCountsFromTheFirst() {
        List<StepLosses> steps = List.of(step(1, 0.089, 0.02));
        assertThat(BOUND.holds(steps)).isFalse();
        assertThat(new AgreementBound(0.01, 0, 4).holds(steps)).isTrue();
    }

    @Test
    void theRuleIsSaidInWords() {
        assertThat(AgreementBound.FLOAT32)
                .hasToString("losses may differ by 0.1 % in the first 5 steps, then by that and 4 times the drift");
        assertThat(AgreementBound.BINARY).hasToString("losses may differ by 0.5 % and 4 times the drift");
    }

    @Test
    void aLossThatIsNoNumberAgreesWithNothing() {
        assertThat(BOUND.holds(List.of(StepLosses.of(1, 2, Double.NaN, 2)))).isFalse();
        assertThat(BOUND.holds(List.of(StepLosses.of(1, Double.NaN, 2, 2)))).isFalse();
    }

    @Test
    void differencesAreSharesOfThePeersLoss() {
        assertThat(StepLosses.of(1, 1.5, 2, 2.5)).isEqualTo(new StepLosses(1, 1.5, 2, 0.25, 0.25));
    }

    @Test
    void theOutcomeTellsTheFirstStepsApart() {
        List<StepLosses> steps = steps(0.001, 0.004, 0, 0, 0, 0.5);
        AgreementOutcome outcome = AgreementOutcome.of("net", "binary", 16, steps, BOUND);
        assertThat(outcome.firstStepsDifference()).isEqualTo(0.004);
        assertThat(outcome.largestDifference()).isEqualTo(0.5);
        assertThat(outcome.agrees()).isFalse();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.describe())
                .contains("Does not agree: losses may differ by 1.0 %", "net, binary, 6 steps of 16 images");
    }

    private static List<StepLosses> steps(double... differences) {
        List<StepLosses> steps = new ArrayList<>();
        for (double difference : differences) {
            steps.add(step(steps.size() + 1, difference, 0));
        }
        return steps;
    }

    private static StepLosses step(int number, double difference, double drift) {
        return new StepLosses(number, 2, 2, difference, drift);
    }
}
