package org.bitadapt.jobs.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The figures of the job that this process runs. A driver runs one job at a time, so that a process has one set of
 * figures.
 *
 * <p>Thread-safe. The figures are for people who watch; nothing is decided by them.
 */
public final class JobFigures {

    private static final Map<JobFigure, Double> CURRENT = new ConcurrentHashMap<>();

    private JobFigures() {}

    /** Sets the value of a figure. */
    public static void set(JobFigure figure, double value) {
        CURRENT.put(figure, value);
    }

    /** Adds 1 to a figure that counts. */
    public static void count(JobFigure figure) {
        CURRENT.merge(figure, 1.0, Double::sum);
    }

    /** The value of a figure; NaN if it was not set. */
    public static double of(JobFigure figure) {
        return CURRENT.getOrDefault(figure, Double.NaN);
    }
}
