package org.bitadapt.jobs.benchmark;

/**
 * A predicted epoch.
 *
 * @param executors how many
 * @param workers cores that train
 * @param epochSeconds in all
 * @param imagesPerSecond of the cluster
 * @param efficiency images per second by those of as many cores that never wait
 * @param computeShare of the time
 * @param broadcastShare likewise
 * @param averagingShare likewise
 * @param schedulingShare likewise
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
