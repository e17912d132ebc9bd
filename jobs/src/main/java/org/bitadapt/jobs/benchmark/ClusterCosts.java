package org.bitadapt.jobs.benchmark;

/**
 * What a cluster costs, measured on one machine but for its network.
 *
 * @param imagesPerSecond that one core trains; above 0
 * @param broadcastSecondsPerByte to serialize, store and read back what is broadcast, without the network
 * @param averagingSecondsPerByte to serialize, read back and add a worker's result, without the network
 * @param jobSeconds that a Spark job takes however few tasks it has
 * @param taskSeconds that the driver needs more for each task
 * @param networkBytesPerSecond that a machine sends or receives; infinite for a network that costs nothing
 * @param latencySeconds of a message
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
