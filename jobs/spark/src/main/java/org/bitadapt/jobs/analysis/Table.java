package org.bitadapt.jobs.analysis;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A table that the driver fills. */
final class Table {

    private final StructType schema;
    private final List<Row> rows = new ArrayList<>();

    /**
     * @param columns the columns in DDL, such as {@code epoch int, layer string}
     */
    Table(String columns) {
        this.schema = StructType.fromDDL(columns);
    }

    /** Adds a row; its values have the columns' types. */
    Table row(Object... values) {
        rows.add(RowFactory.create(values));
        return this;
    }

    Dataset<Row> in(SparkSession spark) {
        return spark.createDataFrame(rows, schema);
    }
}
