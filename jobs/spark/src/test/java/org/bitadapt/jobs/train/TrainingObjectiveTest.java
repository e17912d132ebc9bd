package org.bitadapt.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingObjectiveTest {

    @Test
    void everyClassCountsTheSameAndAnImageIsOneOnAverage() {
        List<Long> images = List.of(10L, 60L, 30L);
        List<Double> weights = TrainingObjective.balanced(images);

        double sum = 0;
        for (int label = 0; label < 3; label++) {
            double ofClass = images.get(label) * weights.get(label);
            assertThat(ofClass).isCloseTo(100.0 / 3, within(1e-12));
            sum += ofClass;
        }
        assertThat(sum / 100).isCloseTo(1, within(1e-12));
    }

    @Test
    void aClassWithoutImagesHasNoWeightAndTakesNone() {
        assertThat(TrainingObjective.balanced(List.of(4L, 0L, 4L))).containsExactly(1.0, 0.0, 1.0);
    }
}
