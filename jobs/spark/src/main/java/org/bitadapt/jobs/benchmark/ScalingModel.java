package org.bitadapt.jobs.benchmark;

/**
 * Predicts the time of an epoch of parameter averaging.
 *
 * <p>An epoch of {@code n} images on {@code w} workers (one a core) has {@code s = ceil(n / (w * batch))} steps in
 * {@code ceil(s / period)} rounds. A round costs, one after the other,
 *
 * <ul>
 *   <li>compute: its steps, {@code batch / imagesPerSecond} seconds each; a last step that is not full takes as long
 *   <li>broadcast of {@code m} bytes to {@code e} executors: once through the network and the codec, and for each of the
 *       {@code ceil(log2(e + 1))} generations of copies a block of at most 4 MiB and a message
 *   <li>averaging: while more than 8 results are left, each of {@code ceil(left / 8)} tasks receives and adds 8; then the
 *       driver the rest. A level costs one such task, for they run side by side
 *   <li>scheduling: {@code jobSeconds}, and {@code taskSeconds} for each task of all levels, which the driver starts one
 *       by one
 * </ul>
 *
 * <p>The model leaves out stragglers, failures, reading of data, validation, and traffic of others.
 *
 * @param costs the costs of the cluster
 * @param messageBytes {@code m}: parameters and momentum, 8 bytes a parameter
 * @param images the number of images of an epoch
 * @param batch the number of images of a worker's step
 * @param averagingPeriod the most steps of a round
 * @param coresPerExecutor the number of workers of an executor
 */
record ScalingModel(
        ClusterCosts costs, long messageBytes, long images, int batch, int averagingPeriod, int coresPerExecutor) {

    private static final int FAN_IN = 8;
    private static final double BLOCK_BYTES = 4 << 20;

    ScalingModel {
        for (long count : new long[] {messageBytes, images, batch, averagingPeriod, coresPerExecutor}) {
            if (count < 1) {
                throw new IllegalArgumentException("Invalid scaling model: " + count + " (must be 1 or more)");
            }
        }
    }

    /** The predicted epoch on a number of executors, 1 or more. */
    ScalingPrediction predict(int executors) {
        long workers = (long) executors * coresPerExecutor;
        long steps = ceil(images, workers * batch);
        long rounds = ceil(steps, averagingPeriod);
        double compute = (double) (steps * batch) / costs.imagesPerSecond();
        double broadcast = rounds * broadcastSeconds(executors);
        double averaging = rounds * averagingSeconds(workers);
        double scheduling = rounds * (costs.jobSeconds() + tasks(workers) * costs.taskSeconds());
        return ScalingPrediction.of(
                executors,
                workers,
                images,
                costs.imagesPerSecond(),
                new ScalingPrediction.Seconds(compute, broadcast, averaging, scheduling));
    }

    private double broadcastSeconds(int executors) {
        double generations = Math.ceil(Math.log(executors + 1.0) / Math.log(2));
        double block = Math.min((double) messageBytes, BLOCK_BYTES) / costs.networkBytesPerSecond();
        return messageBytes * (1 / costs.networkBytesPerSecond() + costs.broadcastSecondsPerByte())
                + generations * (block + costs.latencySeconds());
    }

    private double averagingSeconds(long workers) {
        double seconds = 0;
        long left = workers;
        while (left > FAN_IN) {
            seconds += receiveSeconds(FAN_IN);
            left = ceil(left, FAN_IN);
        }
        return seconds + receiveSeconds(left);
    }

    /** The seconds in which one machine receives results through its one cable and adds them. */
    private double receiveSeconds(long results) {
        return results * messageBytes * (1 / costs.networkBytesPerSecond() + costs.averagingSecondsPerByte())
                + costs.latencySeconds();
    }

    private static long tasks(long workers) {
        long tasks = workers;
        for (long left = workers; left > FAN_IN; ) {
            left = ceil(left, FAN_IN);
            tasks += left;
        }
        return tasks;
    }

    private static long ceil(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
