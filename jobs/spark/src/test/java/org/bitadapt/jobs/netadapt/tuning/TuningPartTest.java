package org.bitadapt.jobs.netadapt.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuningPartTest {

    @ParameterizedTest
    @CsvSource({"200, 4", "7, 4", "3, 4", "1, 1"})
    void partsCoverAllStepsOnce(int steps, int count) {
        int next = 0;
        TuningPart part = new TuningPart(0, count);
        while (true) {
            assertThat(part.firstStep(steps)).isEqualTo(next);
            next = part.endStep(steps);
            if (part.isLast()) {
                break;
            }
            assertThat(part.next().previous()).isEqualTo(part);
            part = part.next();
        }
        assertThat(next).isEqualTo(steps);
    }

    @ParameterizedTest
    @CsvSource({"5, 2, 2", "7, 2, 4", "6, 2, 6", "5, 4, 0", "3, 4, 3", "1, 1, 1", "9, 4, 4", "12, 4, 12"})
    void onlyTheLastProposalsAreDividedAndOnlyWhereCoresWouldWait(int proposals, int cores, int whole) {
        List<ProposalTask> tasks = IntStream.range(0, proposals)
                .mapToObj(i -> new ProposalTask(1, "group" + i, 8, i, TuningPart.WHOLE))
                .toList();
        List<ProposalTask> divided = TuningPart.divide(tasks, cores);
        assertThat(divided)
                .extracting(ProposalTask::group)
                .containsExactlyElementsOf(
                        tasks.stream().map(ProposalTask::group).toList());
        assertThat(divided.subList(0, whole)).allMatch(task -> task.part().equals(TuningPart.WHOLE));
        assertThat(divided.subList(whole, proposals))
                .allMatch(task -> task.part().count() > 1);
    }

    @Test
    void aPartOutsideItsTuningIsRefused() {
        assertThatThrownBy(() -> new TuningPart(4, 4)).isInstanceOf(IllegalArgumentException.class);
    }
}
