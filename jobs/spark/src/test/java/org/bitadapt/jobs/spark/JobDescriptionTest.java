package org.bitadapt.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class JobDescriptionTest {

    private final JavaSparkContext spark = LocalSpark.context();

    @Test
    void aDescriptionWithinAnotherBringsTheOuterOneBack() {
        try (JobDescription outer = JobDescription.of(spark, "outer")) {
            try (JobDescription inner = JobDescription.of(spark, "inner")) {
                assertThat(description()).isEqualTo("inner");
            }
            assertThat(description()).isEqualTo("outer");
        }
        assertThat(description()).isNull();
    }

    private String description() {
        return spark.getLocalProperty("spark.job.description");
    }
}
