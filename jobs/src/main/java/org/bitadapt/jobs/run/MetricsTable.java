package org.bitadapt.jobs.run;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/** Metrics as a table with the columns of {@link EpochMetrics}. */
public final class MetricsTable {

    private static final StructType SCHEMA = new StructType()
            .add("epoch", DataTypes.IntegerType, false)
            .add("learningRate", DataTypes.DoubleType)
            .add("lastLearningRate", DataTypes.DoubleType)
            .add("trainLoss", DataTypes.DoubleType)
            .add("trainAccuracy", DataTypes.DoubleType)
            .add("validationLoss", DataTypes.DoubleType)
            .add("validationAccuracy", DataTypes.DoubleType)
            .add("imagesPerSecond", DataTypes.DoubleType)
            .add("seconds", DataTypes.DoubleType)
            .add("flippedShare", DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType));

    private MetricsTable() {}

    /** The table of metrics, a row per epoch. */
    public static Dataset<Row> of(SparkSession spark, List<EpochMetrics> metrics) {
        return spark.createDataFrame(metrics.stream().map(MetricsTable::row).toList(), SCHEMA);
    }

    static void write(SparkSession spark, List<EpochMetrics> metrics, String folder) {
        of(spark, metrics).coalesce(1).write().mode("overwrite").parquet(folder);
    }

    private static Row row(EpochMetrics metrics) {
        return RowFactory.create(
                metrics.epoch(),
                metrics.learningRate(),
                metrics.lastLearningRate(),
                metrics.trainLoss(),
                metrics.trainAccuracy(),
                metrics.validationLoss(),
                metrics.validationAccuracy(),
                metrics.imagesPerSecond(),
                metrics.seconds(),
                map(metrics.flippedShare()));
    }

    private static scala.collection.Map<String, Double> map(Map<String, Double> shares) {
        return JavaConverters.mapAsScalaMap(shares);
    }
}
