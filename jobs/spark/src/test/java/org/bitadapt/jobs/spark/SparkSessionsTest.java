package org.bitadapt.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparkSessionsTest {

    @Test
    void hadoopSettingsOfSparkReachCommandsWithoutASession() {
        System.setProperty("spark.hadoop.fs.example.endpoint", "http://store:9000");
        try {
            assertThat(SparkSessions.hadoop().get("fs.example.endpoint")).isEqualTo("http://store:9000");
        } finally {
            System.clearProperty("spark.hadoop.fs.example.endpoint");
        }
    }
}
