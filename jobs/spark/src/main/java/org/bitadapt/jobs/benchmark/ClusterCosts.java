package org.bitadapt.jobs.benchmark;

/**
 * The costs of a cluster in time, measured on one machine but for its network.
 *
 * @param imagesPerSecond images that one core trains on in a second; above 0
 * @param broadcastSecondsPerByte seconds to serialize, store and read back a byte of a broadcast, without the network
 * @param averagingSecondsPerByte seconds to serialize, read back and add a byte of a worker's result, without the
 *     network
 * @param jobSeconds seconds that a Spark job takes however few tasks it has
 * @param taskSeconds seconds that the driver needs more for each task
 * @param networkBytesPerSecond bytes that a machine sends or receives in a second; infinite for a network that costs
 *     nothing
 * @param latencySeconds seconds that a message takes beside its bytes
 */
record ClusterCosts(
        double imagesPerSecond,
        double broadcastSecondsPerByte,
        double averagingSecondsPerByte,
        double jobSeconds,
        double taskSeconds,
        double networkBytesPerSecond,
        double latencySeconds) {

    ClusterCosts {
        requireAbove0("images per second", imagesPerSecond);
        requireAbove0("network bytes per second", networkBytesPerSecond);
        for (double cost :
                new double[] {broadcastSecondsPerByte, averagingSecondsPerByte, jobSeconds, taskSeconds, latencySeconds
                }) {
            if (!(cost >= 0)) {
                throw new IllegalArgumentException("Invalid cost: " + cost + " (must be 0 or more)");
            }
        }
    }

    private static void requireAbove0(String what, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException("Invalid " + what + ": " + value + " (must be above 0)");
        }
    }
}
