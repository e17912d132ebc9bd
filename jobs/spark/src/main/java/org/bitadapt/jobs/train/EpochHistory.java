package org.bitadapt.jobs.train;

import java.util.Comparator;
import java.util.List;
import org.bitadapt.jobs.run.EpochMetrics;

/**
 * The metrics of the epochs so far, seen together.
 *
 * @param epochs the metrics by number, at least one
 */
record EpochHistory(List<EpochMetrics> epochs) {

    EpochHistory {
        epochs = List.copyOf(epochs);
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException("Missing epochs (must be at least one)");
        }
    }

    EpochMetrics last() {
        return epochs.get(epochs.size() - 1);
    }

    /**
     * The epoch with the highest validation accuracy, of several bit widths in the mean; the first of equal epochs; without
     * validation the last epoch.
     */
    EpochMetrics best() {
        Comparator<EpochMetrics> better = Comparator.comparingDouble(EpochMetrics::comparedAccuracy)
                .thenComparing(Comparator.comparingInt(EpochMetrics::epoch).reversed());
        return epochs.stream()
                .filter(epoch -> !Double.isNaN(epoch.comparedAccuracy()))
                .max(better)
                .orElseGet(this::last);
    }

    /** The number of epochs since the best epoch. */
    int epochsSinceBest() {
        return last().epoch() - best().epoch();
    }

    double medianImagesPerSecond() {
        double[] speeds = epochs.stream()
                .mapToDouble(EpochMetrics::imagesPerSecond)
                .sorted()
                .toArray();
        int middle = speeds.length / 2;
        return speeds.length % 2 == 1 ? speeds[middle] : (speeds[middle - 1] + speeds[middle]) / 2;
    }

    double seconds() {
        return epochs.stream().mapToDouble(EpochMetrics::seconds).sum();
    }
}
