package org.bitadapt.netadapt.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitadapt.netadapt.search.ReductionSchedule.Amounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReductionScheduleTest {

    @Test
    void reductionsDecay() {
        ReductionSchedule schedule = ReductionSchedule.relative(0.1, 0.5, 4, 0.3);
        assertThat(schedule.constraint(1, 200, 200)).isEqualTo(180);
        assertThat(schedule.constraint(2, 200, 175)).isEqualTo(165);
        assertThat(schedule.constraint(3, 200, 165)).isEqualTo(160);
    }

    @Test
    void noIterationNeedGoBelowTheBudget() {
        ReductionSchedule schedule = ReductionSchedule.relative(0.1, 1, 9, 0.5);
        assertThat(schedule.constraint(5, 200, 105)).isEqualTo(100);
    }

    @Test
    void absoluteAmountsAreInTheUnitOfTheResource() {
        ReductionSchedule schedule = new ReductionSchedule(Amounts.ABSOLUTE, 5, 0.96, 10, 60);
        assertThat(schedule.constraint(1, 100, 100)).isEqualTo(95);
        assertThat(schedule.budgetOf(100)).isEqualTo(60);
    }

    @Test
    void theOftenQuotedScheduleCannotReachAQuarter() {
        // 0.625 (1 - 0.96^30)
        Reach reach = ReductionSchedule.relative(0.025, 0.96, 30, 0.25).reach(12345);
        assertThat(reach.reachable()).isFalse();
        assertThat(reach.promised()).isCloseTo(0.4413, within(1e-4));
        assertThat(reach.describe())
                .isEqualTo("The schedule cannot be sure to reach a reduction of 75.0 %: its steps add up to 44.1 %"
                        + " after 30 iterations. Use an initial-reduction of at least 0.04249.");
    }

    @ParameterizedTest(name = "{0} decay={1} iterations={2} budget={3}")
    @CsvSource({
        "RELATIVE, 0.96, 20, 0.5",
        "RELATIVE, 0.96, 30, 0.25",
        "RELATIVE, 1, 7, 0.3",
        "RELATIVE, 0.5, 3, 0.1",
        "ABSOLUTE, 0.9, 5, 40",
        "ABSOLUTE, 0.97, 12, 123.4567",
        "ABSOLUTE, 1, 3, 0.001"
    })
    void theInitialReductionThatItNamesIsEnough(Amounts amounts, double decay, int iterations, double budget) {
        double start = 54321.7;
        Reach reach = new ReductionSchedule(amounts, 1e-4, decay, iterations, budget).reach(start);
        assertThat(reach.reachable()).isFalse();
        double named = named(reach.describe());
        assertThat(named).isCloseTo(reach.initialReduction(), withinPercentage(0.1));
        assertThat(new ReductionSchedule(amounts, named, decay, iterations, budget)
                        .reach(start)
                        .reachable())
                .isTrue();
    }

    private static double named(String advice) {
        Matcher number = Pattern.compile("at least ([0-9.]+)\\.$").matcher(advice);
        assertThat(number.find()).as(advice).isTrue();
        return Double.parseDouble(number.group(1));
    }

    @Test
    void aFractionThatIsNoneIsNotNamed() {
        assertThat(ReductionSchedule.relative(0.1, 0.1, 1, 0.00001).reach(7).describe())
                .endsWith("after 1 iterations. Use more iterations or a larger decay.");
        // 0.99999 / 1.1
        assertThat(ReductionSchedule.relative(0.1, 0.1, 2, 0.00001).reach(7).describe())
                .endsWith("after 2 iterations. Use an initial-reduction of at least 0.9091.");
    }

    @Test
    void aBudgetThatIsMetNeedsNothing() {
        Reach reach = new ReductionSchedule(Amounts.ABSOLUTE, 1, 0.9, 5, 40).reach(30);
        assertThat(reach.reachable()).isTrue();
        assertThat(reach.describe()).isEqualTo("The network is within the budget already.");
    }

    @Test
    void wrongValuesAreNamed() {
        assertThatThrownBy(() -> ReductionSchedule.relative(1, 0.96, 5, 0.5))
                .hasMessage("Invalid initial-reduction: 1.0 (must be above 0 and below 1)");
        assertThatThrownBy(() -> ReductionSchedule.relative(0.1, 1.1, 5, 0.5))
                .hasMessage("Invalid decay: 1.1 (must be above 0 and at most 1)");
        assertThatThrownBy(() -> ReductionSchedule.relative(0.1, 1, 0, 0.5))
                .hasMessage("Invalid max-iterations: 0 (must be at least 1)");
        assertThatThrownBy(() -> new ReductionSchedule(Amounts.ABSOLUTE, 1, 1, 5, 0))
                .hasMessage("Invalid budget: 0.0 (must be above 0)");
    }
}
