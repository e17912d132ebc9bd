package org.bitadapt.jobs.spark;

import org.apache.spark.api.java.JavaSparkContext;

/** A description of the Spark jobs of this thread, as Spark's pages show it; closing it brings the one before back. */
public final class JobDescription implements AutoCloseable {

    private static final String KEY = "spark.job.description";

    private final JavaSparkContext spark;
    private final String before;

    private JobDescription(JavaSparkContext spark, String before) {
        this.spark = spark;
        this.before = before;
    }

    /** Describes the jobs that this thread starts until the description is closed. */
    public static JobDescription of(JavaSparkContext spark, String text) {
        JobDescription description = new JobDescription(spark, spark.getLocalProperty(KEY));
        spark.setJobDescription(text);
        return description;
    }

    @Override
    public void close() {
        spark.setJobDescription(before);
    }
}
