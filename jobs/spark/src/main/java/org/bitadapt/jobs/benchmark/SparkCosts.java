package org.bitadapt.jobs.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.bitadapt.jobs.spark.JobDescription;

/** Measures what Spark's parts of a round cost where the session runs; on one machine, without a network. */
final class SparkCosts {

    private static final int LEAST_CALLS = 3;
    private static final int FEW = 2;
    private static final int MANY = 200;
    private static final int RESULTS = 8;

    private final JavaSparkContext spark;
    private final Duration each;

    /**
     * @param each how long each cost is measured, after a warm-up of the same length in which the JVM compiles the code
     */
    SparkCosts(JavaSparkContext spark, Duration each) {
        this.spark = spark;
        this.each = each;
    }

    /**
     * The measured costs, in seconds.
     *
     * @param broadcastSecondsPerByte seconds per byte of a broadcast array that one task reads
     * @param averagingSecondsPerByte seconds per byte of arrays that are added in a tree
     * @param jobSeconds seconds of a job without its tasks
     * @param taskSeconds seconds of each task
     */
    record Measured(
            double broadcastSecondsPerByte, double averagingSecondsPerByte, double jobSeconds, double taskSeconds) {}

    /** @param floats the length of the arrays */
    Measured measure(int floats) {
        double few = median(() -> empty(FEW));
        double task = Math.max(0, (median(() -> empty(MANY)) - few) / (MANY - FEW));
        double bytes = 4.0 * floats;
        double broadcast = median(() -> broadcast(floats)) - few;
        double averaging = median(() -> average(floats)) - few;
        return new Measured(
                Math.max(0, broadcast) / bytes,
                Math.max(0, averaging) / (RESULTS * bytes),
                Math.max(0, few - FEW * task),
                task);
    }

    private void empty(int tasks) {
        try (JobDescription ignored = JobDescription.of(spark, "Time " + tasks + " empty tasks")) {
            spark.parallelize(numbers(tasks), tasks).count();
        }
    }

    private void broadcast(int floats) {
        Broadcast<float[]> sent = spark.broadcast(new float[floats]);
        try (JobDescription ignored = JobDescription.of(spark, "Time a broadcast")) {
            spark.parallelize(numbers(FEW), FEW)
                    .map(number -> sent.value().length)
                    .count();
        } finally {
            sent.destroy();
        }
    }

    private void average(int floats) {
        try (JobDescription ignored = JobDescription.of(spark, "Time the sum of " + RESULTS + " results")) {
            spark.parallelize(numbers(RESULTS), RESULTS)
                    .map(number -> new float[floats])
                    .treeReduce(SparkCosts::add, 2);
        }
    }

    private static float[] add(float[] sum, float[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
        return sum;
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** The median of the seconds of a call. */
    private double median(Runnable work) {
        calls(work);
        List<Double> seconds = calls(work);
        Collections.sort(seconds);
        return seconds.get(seconds.size() / 2);
    }

    private List<Double> calls(Runnable work) {
        List<Double> seconds = new ArrayList<>();
        long first = System.nanoTime();
        while (seconds.size() < LEAST_CALLS || System.nanoTime() - first < each.toNanos()) {
            long started = System.nanoTime();
            work.run();
            seconds.add((System.nanoTime() - started) / 1e9);
        }
        return seconds;
    }
}
