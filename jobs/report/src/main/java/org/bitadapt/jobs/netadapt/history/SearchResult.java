package org.bitadapt.jobs.netadapt.history;

/**
 * The result of a search and the tuning after it.
 *
 * @param end the reason why the search ended, in words
 * @param tuned the figures of the tuned network
 * @param heldOutAccuracy the accuracy of the tuned network on the validation split, 0 to 1; null without a validation
 * @param testAccuracyBefore the accuracy of the network at the start on the test split; null without a test split
 * @param testAccuracy the accuracy of the tuned network on the test split; null without a test split
 * @param tuningSeconds the seconds of all epochs of the tuning at the end
 * @param tableSeconds the seconds of measuring the latency table; 0 if the table was given
 */
public record SearchResult(
        String end,
        NetworkFigures tuned,
        Double heldOutAccuracy,
        Double testAccuracyBefore,
        Double testAccuracy,
        double tuningSeconds,
        double tableSeconds) {

    /**
     * The test accuracy after divided by that before; null if an accuracy was not measured, or the accuracy before was
     * 0.
     */
    public Double accuracyKept() {
        return testAccuracy == null || testAccuracyBefore == null || testAccuracyBefore == 0
                ? null
                : Double.valueOf(testAccuracy / testAccuracyBefore);
    }
}
