package org.bitadapt.jobs.spark;

import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * An application's Hadoop configuration, as tasks read it. It is sent to executors once and not for every job, and again
 * after somebody has changed it.
 */
public final class HadoopBroadcast {

    private static SparkContext application;
    private static Map<String, String> values = Map.of();
    private static Broadcast<SerializableConfiguration> sent;

    private HadoopBroadcast() {}

    /** The configuration as it is now. Callers do not destroy the broadcast, which other jobs use as well. */
    public static synchronized Broadcast<SerializableConfiguration> of(JavaSparkContext spark) {
        Map<String, String> now = values(spark.hadoopConfiguration());
        if (application != spark.sc() || !values.equals(now)) {
            sent = spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
            application = spark.sc();
            values = now;
        }
        return sent;
    }

    private static Map<String, String> values(Configuration configuration) {
        Map<String, String> values = new TreeMap<>();
        configuration.forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }
}
