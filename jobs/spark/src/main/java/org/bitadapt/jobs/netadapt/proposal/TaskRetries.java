package org.bitadapt.jobs.netadapt.proposal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;

/** The number of times that Spark tries a task. */
final class TaskRetries {

    private static final Pattern LOCAL = Pattern.compile("local(?:\\[[^,\\]]+(?:,\\s*(\\d+))?])?");
    private static final int SPARKS_DEFAULT = 4;

    private TaskRetries() {}

    /**
     * The most attempts of a task, at least 1: local masters try once unless they say otherwise, as in {@code
     * local[2,4]}.
     */
    static int most(SparkContext spark) {
        Matcher local = LOCAL.matcher(spark.master());
        if (local.matches()) {
            return local.group(1) == null ? 1 : Integer.parseInt(local.group(1));
        }
        return spark.conf().getInt("spark.task.maxFailures", SPARKS_DEFAULT);
    }
}
