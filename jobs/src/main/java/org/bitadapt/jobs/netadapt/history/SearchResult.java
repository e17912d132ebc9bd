package org.bitadapt.jobs.netadapt.history;

/**
 * What a search and the tuning after it came to.
 *
 * @param end why the search ended, in words
 * @param tuned what the tuned network uses
 * @param heldOutAccuracy of the tuned network on the validation split, 0 to 1; null without that
 * @param testAccuracyBefore of the network at the start, on the test split; null without that
 * @param testAccuracy of the tuned network; null likewise
 * @param tuningSeconds of all epochs at the end
 * @param tableSeconds of measuring the latency table; 0 if it was given
 */
public record SearchResult(
        String end,
        NetworkFigures tuned,
        Double heldOutAccuracy,
        Double testAccuracyBefore,
        Double testAccuracy,
        double tuningSeconds,
        double tableSeconds) {

    /** Test accuracy after by before; null if it was not measured, or was 0. */
    public Double accuracyKept() {
        return testAccuracy == null || testAccuracyBefore == null || testAccuracyBefore == 0
                ? null
                : Double.valueOf(testAccuracy / testAccuracyBefore);
    }
}
