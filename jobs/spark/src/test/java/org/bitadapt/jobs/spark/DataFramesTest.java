package org.bitadapt.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.run.EpochMetrics;
import org.bitadapt.jobs.run.MetricsTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFramesTest {

    @TempDir
    private Path folder;

    @Test
    void metricsAreRowsWithTheSameNamesAsInJson() {
        String path = folder.resolve("metrics.parquet").toUri().toString();
        SparkSession spark = LocalSpark.session();
        EpochMetrics metrics = new EpochMetrics(2, 0.1, 0.05, 1.5, 0.5, 1.25, 0.75, 240, 10, Map.of("conv1", 0.25));
        DataFrames.writeParquet(spark, MetricsTable.of(List.of(metrics)), path);
        Row row = spark.read().parquet(path).first();
        assertThat(row.<Integer>getAs("epoch")).isEqualTo(2);
        assertThat(row.<Double>getAs("learningRate")).isEqualTo(0.1);
        assertThat(row.<Double>getAs("lastLearningRate")).isEqualTo(0.05);
        assertThat(row.<Double>getAs("validationAccuracy")).isEqualTo(0.75);
        assertThat(row.getJavaMap(row.fieldIndex("flippedShare"))).isEqualTo(Map.of("conv1", 0.25));
    }
}
