package org.bitadapt.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HadoopBroadcastTest {

    private static final String KEY = "bitadapt.test.key";

    private final JavaSparkContext spark = LocalSpark.context();

    @AfterEach
    void forget() {
        spark.hadoopConfiguration().unset(KEY);
    }

    @Test
    void aConfigurationIsSentOnce() {
        assertThat(HadoopBroadcast.of(spark)).isSameAs(HadoopBroadcast.of(spark));
    }

    /** Credentials are often set between two commands of a notebook. */
    @Test
    void tasksSeeWhatWasChangedSince() {
        HadoopBroadcast.of(spark);
        spark.hadoopConfiguration().set(KEY, "changed");
        Broadcast<SerializableConfiguration> sent = HadoopBroadcast.of(spark);
        List<String> seen = spark.parallelize(List.of(1), 1)
                .map(task -> sent.value().value().get(KEY))
                .collect();
        assertThat(seen).containsExactly("changed");
    }
}
