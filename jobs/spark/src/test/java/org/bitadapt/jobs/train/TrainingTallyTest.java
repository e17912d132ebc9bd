package org.bitadapt.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bitadapt.quant.layer.StepResult;
import org.junit.jupiter.api.Test;

class TrainingTallyTest {

    @Test
    void stepsAfterEachOtherAddUpAndKeepTheFirstAndTheLastRate() {
        TrainingTally both = step(0, 4, 3, 2.0, 0.1).then(step(1, 4, 1, 6.0, 0.05));
        assertThat(both.images()).isEqualTo(8);
        assertThat(both.accuracy()).isEqualTo(0.5);
        assertThat(both.meanLoss()).isEqualTo(1.0);
        assertThat(both.fitSeconds()).isCloseTo(2e-9, within(1e-15));
        assertThat(both.teacherSeconds()).isCloseTo(6e-9, within(1e-15));
        assertThat(both.firstRate()).isEqualTo(0.1);
        assertThat(both.lastRate()).isEqualTo(0.05);
        assertThat(both.diverged()).isFalse();
        assertThat(TrainingTally.NONE.then(both).then(TrainingTally.NONE)).isEqualTo(both);
    }

    @Test
    void workersOfOneRoundMustBeginAtOneRate() {
        TrainingTally one = step(7, 4, 3, 2.0, 0.1);
        assertThat(one.beside(step(7, 4, 2, 3.0, 0.1)).images()).isEqualTo(8);
        assertThatThrownBy(() -> one.beside(step(7, 4, 2, 3.0, 0.2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Workers of one round began at different learning rates: 0.1 and 0.2");
    }

    @Test
    void theFirstLossThatIsNotFiniteIsRemembered() {
        TrainingTally good = step(0, 4, 3, 2.0, 0.1);
        TrainingTally late = good.then(step(5, 4, 0, Double.NaN, 0.04));
        TrainingTally early = good.then(step(2, 4, 0, Double.POSITIVE_INFINITY, 0.08));
        for (TrainingTally both : new TrainingTally[] {late.beside(early), early.beside(late)}) {
            assertThat(both.diverged()).isTrue();
            assertThat(both.divergedAt()).isEqualTo(2);
            assertThat(both.lastRate()).isEqualTo(0.08);
        }
        assertThat(good.beside(late).divergedAt()).isEqualTo(5);
        assertThat(late.then(good).divergedAt()).isEqualTo(5);
    }

    @Test
    void withoutStepsThereIsNothing() {
        assertThat(TrainingTally.NONE.meanLoss()).isZero();
        assertThat(TrainingTally.NONE.accuracy()).isZero();
        assertThat(TrainingTally.NONE.firstRate()).isNaN();
    }

    private static TrainingTally step(int index, int images, int correct, double crossEntropy, double rate) {
        return TrainingTally.of(new StepResult(images, correct, crossEntropy, rate), index, 1, 3);
    }
}
