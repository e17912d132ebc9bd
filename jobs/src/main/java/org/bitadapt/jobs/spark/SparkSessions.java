package org.bitadapt.jobs.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark sessions. */
public final class SparkSessions {

    private SparkSessions() {}

    /**
     * The session of this JVM, started if need be with what {@code spark-submit} was given; without a master, on all
     * cores of this machine.
     *
     * <p>What decides results is set here and not left to the cluster: the time zone is UTC, and objects travel by Java
     * serialization, because Kryo cannot make records.
     *
     * @param name of the job, as Spark's own pages show it
     * @return the session; closing it stops Spark
     */
    public static SparkSession start(String name) {
        SparkConf given = new SparkConf();
        return SparkSession.builder()
                .appName("bitadapt " + name)
                .master(given.get("spark.master", "local[*]"))
                .config("spark.ui.showConsoleProgress", false)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.serializer", "org.apache.spark.serializer.JavaSerializer")
                .getOrCreate();
    }
}
