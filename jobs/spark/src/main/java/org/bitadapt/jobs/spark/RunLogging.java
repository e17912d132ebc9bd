package org.bitadapt.jobs.spark;

import org.apache.spark.SparkContext;
import org.slf4j.MDC;

/**
 * Marks the log lines of a run, on the driver and in its tasks on executors: {@code %X{mdc.run}} in a log4j pattern.
 *
 * <p>Spark copies local properties whose names start with {@code mdc.} to the logging context of every task.
 */
final class RunLogging {

    private static final String KEY = "mdc.run";

    private RunLogging() {}

    /**
     * Marks the lines that this thread, and the tasks of its jobs, log from here on.
     *
     * @param run the folder of the run
     */
    static void begin(SparkContext spark, String run) {
        MDC.put(KEY, run);
        spark.setLocalProperty(KEY, run);
    }

    /** Ends the marking of this thread's lines. */
    static void end(SparkContext spark) {
        spark.setLocalProperty(KEY, null);
        MDC.remove(KEY);
    }
}
