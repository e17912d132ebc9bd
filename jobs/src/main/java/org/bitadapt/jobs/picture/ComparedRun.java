package org.bitadapt.jobs.picture;

import java.util.List;
import java.util.Optional;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.run.EpochMetrics;

/**
 * One of the runs of a comparison.
 *
 * @param name that tells it from the others
 * @param epochs in ascending order; perhaps none
 * @param search how its network was shrunk
 * @param testAccuracy of its last evaluation on the test split, 0..1
 * @param packedBytes of its packed model
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
