package org.bitadapt.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitadapt.jobs.run.EpochMetrics;
import org.junit.jupiter.api.Test;

class EpochHistoryTest {

    @Test
    void bestIsTheFirstOfTheHighestValidationAccuracies() {
        EpochHistory history = history(0.2, 0.7, 0.5, 0.7);
        assertThat(history.best().epoch()).isEqualTo(1);
        assertThat(history.epochsSinceBest()).isEqualTo(2);
    }

    /** The means are 0.6, 0.7 and 0.65: the second epoch is best, though the widest width was better in the third. */
    @Test
    void ofSeveralWidthsTheMeanCounts() {
        double[][] widths = {{0.5, 0.7}, {0.64, 0.76}, {0.5, 0.8}};
        List<EpochMetrics> epochs = new ArrayList<>();
        for (double[] accuracies : widths) {
            epochs.add(new EpochMetrics(
                    epochs.size(),
                    0.1,
                    0.1,
                    1,
                    0.5,
                    1,
                    accuracies[1],
                    10,
                    1,
                    Map.of(),
                    Map.of("w1a8", accuracies[0], "w2a8", accuracies[1])));
        }
        assertThat(new EpochHistory(epochs).best().epoch()).isEqualTo(1);
    }

    @Test
    void withoutValidationTheLastIsBest() {
        EpochHistory history = history(Double.NaN, Double.NaN);
        assertThat(history.best().epoch()).isEqualTo(1);
        assertThat(history.epochsSinceBest()).isZero();
    }

    @Test
    void speedIsTheMedianAndTimeTheSum() {
        EpochHistory history = history(0.1, 0.2, 0.3, 0.4);
        assertThat(history.medianImagesPerSecond()).isEqualTo(25);
        assertThat(history.seconds()).isEqualTo(4);
    }

    @Test
    void noEpochsAreRefused() {
        assertThatThrownBy(() -> new EpochHistory(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Missing epochs (must be at least one)");
    }

    private static EpochHistory history(double... validationAccuracies) {
        List<EpochMetrics> epochs = new ArrayList<>();
        for (double accuracy : validationAccuracies) {
            int epoch = epochs.size();
            epochs.add(new EpochMetrics(epoch, 0.1, 0.1, 1, 0.5, 1, accuracy, 10 * (epoch + 1), 1, Map.of()));
        }
        return new EpochHistory(epochs);
    }
}
