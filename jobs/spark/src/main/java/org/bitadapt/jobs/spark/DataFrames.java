package org.bitadapt.jobs.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.bitadapt.jobs.command.FlatTable;

/** Makes data frames and Parquet files of tables. */
public final class DataFrames {

    private DataFrames() {}

    /** The data frame of a table, with its names, kinds and nulls. */
    public static Dataset<Row> of(SparkSession spark, FlatTable table) {
        List<Row> rows = table.rows().stream()
                .map(row -> RowFactory.create(row.toArray()))
                .toList();
        return spark.createDataFrame(rows, schema(table));
    }

    /**
     * Writes a table as one Parquet file.
     *
     * @param folder the folder of the file, on any Hadoop file system; what is in it is replaced
     */
    public static void writeParquet(SparkSession spark, FlatTable table, String folder) {
        of(spark, table).coalesce(1).write().mode("overwrite").parquet(folder);
    }

    private static StructType schema(FlatTable table) {
        StructType schema = new StructType();
        for (FlatTable.Column column : table.columns()) {
            schema = schema.add(column.name(), type(column.kind()), column.nullable());
        }
        return schema;
    }

    private static DataType type(FlatTable.Kind kind) {
        return switch (kind) {
            case INTEGER -> DataTypes.IntegerType;
            case LONG -> DataTypes.LongType;
            case DOUBLE -> DataTypes.DoubleType;
            case BOOLEAN -> DataTypes.BooleanType;
            case TEXT -> DataTypes.StringType;
            case DOUBLES_BY_TEXT -> DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType);
        };
    }
}
