package org.bitadapt.jobs.predict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.evaluate.ScoredRecord;
import org.bitadapt.jobs.run.AtomicFiles;

/** The table of predictions: one row an image, one column a class. */
final class PredictionTable {

    private final SparkSession session;
    private final Path output;
    private final Format format;

    /** How it is stored. */
    enum Format {
        /** Parquet files. */
        PARQUET,
        /** CSV files with a header. */
        CSV
    }

    PredictionTable(SparkSession session, Path output, Format format) {
        // Classes may differ only in case, and each has a column.
        this.session = session.newSession();
        this.session.conf().set("spark.sql.caseSensitive", true);
        this.output = output;
        this.format = format;
    }

    /** Refuses to write over something. */
    void requireNew() throws IOException {
        if (output.getFileSystem(hadoop()).exists(output)) {
            throw new BadInputException("There is something at " + output, "Name a new folder as --output.");
        }
    }

    /** Writes it as a whole; returns the number of rows. */
    long write(JavaRDD<ScoredRecord> scored, List<String> classNames) throws IOException {
        Dataset<Row> table = session.createDataFrame(scored.map(record -> row(record, classNames)), schema(classNames))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            AtomicFiles.of(output, hadoop()).writeFolder(output, folder -> {
                var writer = table.write().mode("overwrite");
                if (format == Format.CSV) {
                    writer.option("header", true).csv(folder.toString());
                } else {
                    writer.parquet(folder.toString());
                }
            });
            return table.count();
        } finally {
            table.unpersist();
        }
    }

    private Configuration hadoop() {
        return session.sparkContext().hadoopConfiguration();
    }

    private static StructType schema(List<String> classNames) {
        StructType schema = new StructType()
                .add("id", DataTypes.StringType)
                .add("predicted", DataTypes.StringType)
                .add("probability", DataTypes.DoubleType);
        for (String name : classNames) {
            schema = schema.add("p_" + name, DataTypes.DoubleType);
        }
        return schema;
    }

    private static Row row(ScoredRecord record, List<String> classNames) {
        double[] probabilities = record.probabilities();
        List<Object> values = new ArrayList<>();
        values.add(record.id());
        values.add(classNames.get(record.predicted()));
        values.add(probabilities[record.predicted()]);
        for (double probability : probabilities) {
            values.add(probability);
        }
        return RowFactory.create(values.toArray());
    }
}
