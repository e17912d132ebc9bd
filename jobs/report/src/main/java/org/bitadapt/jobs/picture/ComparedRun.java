package org.bitadapt.jobs.picture;

import java.util.List;
import java.util.Optional;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.run.EpochMetrics;

/**
 * One of the runs of a comparison.
 *
 * @param name the name that tells the run from the others
 * @param epochs the metrics of the epochs in ascending order; perhaps none
 * @param search the search that shrank the run's network
 * @param testAccuracy the accuracy of the run's last evaluation on the test split, 0..1
 * @param packedBytes the bytes of the run's packed model
 */
public record ComparedRun(
        String name,
        List<EpochMetrics> epochs,
        Optional<SearchHistory> search,
        Optional<Double> testAccuracy,
        Optional<Long> packedBytes) {

    public ComparedRun {
        epochs = List.copyOf(epochs);
    }
}
