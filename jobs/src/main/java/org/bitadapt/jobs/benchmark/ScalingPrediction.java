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

    static ScalingPrediction of(
            int executors,
            long workers,
            long images,
            double imagesPerSecondAndCore,
            double compute,
            double broadcast,
            double averaging,
            double scheduling) {
        double seconds = compute + broadcast + averaging + scheduling;
        return new ScalingPrediction(
                executors,
                workers,
                seconds,
                images / seconds,
                images / seconds / (workers * imagesPerSecondAndCore),
                compute / seconds,
                broadcast / seconds,
                averaging / seconds,
                scheduling / seconds);
    }
}
