package org.bitadapt.jobs.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The figures of the job that this process runs. A driver runs one job at a time, so they are the process's.
 *
 * <p>Thread-safe. They are for people who watch; nothing is decided by them.
 */
public final class JobFigures {

    private static final Map<JobFigure, Double> CURRENT = new ConcurrentHashMap<>();

    private JobFigures() {}

    /** Says what a figure is now. */
    public static void set(JobFigure figure, double value) {
        CURRENT.put(figure, value);
    }

    /** Adds one to a figure that counts. */
    public static void count(JobFigure figure) {
        CURRENT.merge(figure, 1.0, Double::sum);
    }

    /** What a figure is now; not a number if nobody said so. */
    public static double of(JobFigure figure) {
        return CURRENT.getOrDefault(figure, Double.NaN);
    }
}
