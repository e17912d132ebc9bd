package org.bitadapt.jobs.predict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Csv;
import org.bitadapt.jobs.evaluate.ScoredRecord;
import org.bitadapt.jobs.run.AtomicFiles;
import scala.collection.JavaConverters;

/** The table of predictions: one row an image, one column a class. */
final class PredictionTable {

    private static final String TEXT = ".txt";

    private final SparkSession session;
    private final Path output;
    private final Format format;

    /** How it is stored. */
    enum Format {
        /** Parquet files. */
        PARQUET,
        /** CSV files by RFC 4180, each with a header. */
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
        StructType schema = schema(classNames);
        JavaRDD<Row> rows = scored.map(record -> row(record, classNames)).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            AtomicFiles.of(output, hadoop()).writeNewFolder(output, folder -> {
                if (format == Format.CSV) {
                    session.createDataset(
                                    csv(rows, List.of(schema.fieldNames())).rdd(), Encoders.STRING())
                            .write()
                            .mode("overwrite")
                            .option("lineSep", Csv.END_OF_LINE)
                            .text(folder.toString());
                    name(folder);
                } else {
                    session.createDataFrame(rows, schema)
                            .write()
                            .mode("overwrite")
                            .parquet(folder.toString());
                }
            });
            return rows.count();
        } finally {
            rows.unpersist();
        }
    }

    /** The lines of every file: its header, then the rows. Spark's own writer has quotes that others do not read. */
    private static JavaRDD<String> csv(JavaRDD<Row> rows, List<String> header) {
        return rows.mapPartitions(part -> {
            Iterator<String> lines = new Iterator<>() {
                private boolean begun;

                @Override
                public boolean hasNext() {
                    return part.hasNext();
                }

                @Override
                public String next() {
                    String line =
                            Csv.line(JavaConverters.seqAsJavaList(part.next().toSeq()));
                    String first = begun ? "" : Csv.line(header) + Csv.END_OF_LINE;
                    begun = true;
                    return first + line;
                }
            };
            return lines;
        });
    }

    /** Spark's writer of texts calls the files {@code .txt}. */
    private void name(Path folder) throws IOException {
        FileSystem files = folder.getFileSystem(hadoop());
        for (FileStatus status : files.listStatus(folder)) {
            String name = status.getPath().getName();
            if (name.endsWith(TEXT)) {
                String renamed = name.substring(0, name.length() - TEXT.length()) + ".csv";
                if (!files.rename(status.getPath(), new Path(folder, renamed))) {
                    throw new IOException("Cannot rename " + status.getPath() + " to " + renamed);
                }
            }
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
