package org.bitadapt.jobs.benchmark;

/**
 * A predicted epoch.
 *
 * @param executors the number of executors
 * @param workers the number of cores that train
 * @param epochSeconds seconds of the whole epoch
 * @param imagesPerSecond images that the cluster trains on in a second
 * @param efficiency the images per second divided by those of as many cores that never wait
 * @param computeShare the share of the time that is computing
 * @param broadcastShare the share of the time that is broadcast
 * @param averagingShare the share of the time that is averaging
 * @param schedulingShare the share of the time that is scheduling
 */
record ScalingPrediction(
        int executors,
        long workers,
        double epochSeconds,
        double imagesPerSecond,
        double efficiency,
        double computeShare,
        double broadcastShare,
        double averagingShare,
        double schedulingShare) {

    /** The seconds of an epoch by what they are spent on, one after the other. */
    record Seconds(double compute, double broadcast, double averaging, double scheduling) {

        double total() {
            return compute + broadcast + averaging + scheduling;
        }
    }

    /**
     * @param images the number of images of the epoch
     * @param imagesPerSecondAndCore the images per second of a core that never waits
     */
    static ScalingPrediction of(
            int executors, long workers, long images, double imagesPerSecondAndCore, Seconds spent) {
        double seconds = spent.total();
        return new ScalingPrediction(
                executors,
                workers,
                seconds,
                images / seconds,
                images / seconds / (workers * imagesPerSecondAndCore),
                spent.compute() / seconds,
                spent.broadcast() / seconds,
                spent.averaging() / seconds,
                spent.scheduling() / seconds);
    }
}
