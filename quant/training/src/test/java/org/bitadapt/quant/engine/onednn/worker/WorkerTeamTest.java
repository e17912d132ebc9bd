package org.bitadapt.quant.engine.onednn.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkerTeamTest {

    @Test
    void everybodySeesWhatWasWrittenBeforeAMeeting() {
        try (WorkerTeam team = new WorkerTeam(3)) {
            int[] written = new int[3];
            AtomicIntegerArray seen = new AtomicIntegerArray(3);
            for (int round = 1; round <= 1000; round++) {
                int value = round;
                team.run(3, number -> {
                    written[number] = value;
                    team.meet();
                    seen.set(number, written[0] + written[1] + written[2]);
                });
                for (int i = 0; i < 3; i++) {
                    assertThat(seen.get(i)).isEqualTo(3 * round);
                }
            }
        }
    }

    @Test
    void aFailureEndsTheTaskAndNotTheTeam() {
        try (WorkerTeam team = new WorkerTeam(3)) {
            assertThatThrownBy(() -> team.run(3, number -> {
                        if (number == 1) {
                            throw new ArithmeticException("of worker 1");
                        }
                        team.meet();
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("A worker of the training engine failed: of worker 1")
                    .hasCauseInstanceOf(ArithmeticException.class);
            int[] written = new int[3];
            team.run(2, number -> {
                team.meet();
                written[number] = 1;
            });
            assertThat(written).containsExactly(1, 1, 0);
        }
    }
}
