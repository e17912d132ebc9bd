package org.bitadapt.netadapt.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bitadapt.netadapt.search.ReductionSchedule.Amounts;
import org.junit.jupiter.api.Test;

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
                        + " after 30 iterations. Use an initial-reduction of at least 0.04248.");
    }

    @Test
    void theInitialReductionThatItNamesIsEnough() {
        Reach reach = ReductionSchedule.relative(0.025, 0.96, 20, 0.5).reach(7);
        assertThat(reach.initialReduction()).isCloseTo(0.0358, within(1e-4));
        assertThat(ReductionSchedule.relative(reach.initialReduction(), 0.96, 20, 0.5)
                        .reach(7)
                        .reachable())
                .isTrue();
        Reach absolute = new ReductionSchedule(Amounts.ABSOLUTE, 1, 0.9, 5, 40).reach(100);
        assertThat(new ReductionSchedule(Amounts.ABSOLUTE, absolute.initialReduction(), 0.9, 5, 40)
                        .reach(100)
                        .reachable())
                .isTrue();
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
