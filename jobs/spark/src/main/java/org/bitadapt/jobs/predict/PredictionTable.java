package org.bitadapt.jobs.predict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
import org.bitadapt.jobs.run.AtomicFiles;
import scala.collection.JavaConverters;

/** The table of predictions: one row an image, one column a class. */
final class PredictionTable {

    private static final String TEXT = ".txt";
    /** The most rows of a table in one file: one task writes them in no time. */
    private static final long MOST_IN_ONE_FILE = 10_000;

    private static final long MOST_SHOWN = 20;

    private final SparkSession session;
    private final Path output;
    private final Format format;
    private final boolean overwrite;

    /** The format in which a table is stored. */
    enum Format {
        /** The table is stored as Parquet files. */
        PARQUET,
        /** The table is stored as CSV files by RFC 4180, each with a header. */
        CSV
    }

    /**
     * @param overwrite whether a table of predictions that is at the output is replaced
     */
    PredictionTable(SparkSession session, Path output, Format format, boolean overwrite) {
        // Classes may differ only in case, and each has a column.
        this.session = session.newSession();
        this.session.conf().set("spark.sql.caseSensitive", true);
        this.output = output;
        this.format = format;
        this.overwrite = overwrite;
    }

    /** Refuses an output at which something is, unless it is a table of predictions that is to be replaced. */
    void requireFree() throws IOException {
        FileSystem files = output.getFileSystem(hadoop());
        if (!files.exists(output)) {
            return;
        }
        if (!overwrite) {
            throw new BadInputException(
                    "There is something at " + output,
                    "Name a new folder as --output, or replace predictions with --overwrite.");
        }
        Optional<String> other = new PredictionFiles(files, output).foreign();
        if (other.isPresent()) {
            throw new BadInputException(
                    "Invalid output: " + output + " has " + other.get() + " (must be predictions to be replaced)",
                    "Choose another --output, or delete it yourself.");
        }
    }

    /**
     * The size of a table that was written.
     *
     * @param rows the number of rows, one per image
     * @param read the number of images that could be read
     * @param first all rows of a small table; empty for a large table
     */
    record Written(long rows, long read, List<PredictedImage> first) {}

    /**
     * Writes the table as a whole: in one file if it is small, or one file per task.
     *
     * @param keepsUnread whether the table has rows of images that could not be read, and so a column of reasons
     */
    Written write(JavaRDD<ScoredImage> scored, List<String> classNames, boolean keepsUnread) throws IOException {
        StructType schema = schema(classNames, keepsUnread);
        JavaRDD<ScoredImage> images = scored.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            long count = images.count();
            JavaRDD<Row> all = images.map(image -> row(image, classNames, keepsUnread));
            JavaRDD<Row> rows = count <= MOST_IN_ONE_FILE ? all.coalesce(1) : all;
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
                FileSystem files = folder.getFileSystem(hadoop());
                new PredictionFiles(files, folder).list();
                removeOld(files);
            });
            List<PredictedImage> first = count > MOST_SHOWN
                    ? List.of()
                    : images.map(image -> image.prediction(classNames)).collect();
            return new Written(count, images.filter(ScoredImage::isRead).count(), first);
        } finally {
            images.unpersist();
        }
    }

    /** Removes the old predictions at the last moment, so that they are there until the new ones are complete. */
    private void removeOld(FileSystem files) throws IOException {
        if (overwrite && files.exists(output)) {
            new PredictionFiles(files, output).delete();
        }
    }

    /**
     * The lines of every file: its header, then the rows. Spark's own CSV writer has quotes that other programs do not
     * read.
     */
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

    /** Gives the files the ending {@code .csv}: Spark's writer of texts calls them {@code .txt}. */
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

    private static StructType schema(List<String> classNames, boolean hasReasons) {
        StructType schema = new StructType()
                .add("id", DataTypes.StringType)
                .add("predicted", DataTypes.StringType)
                .add("probability", DataTypes.DoubleType);
        for (String name : classNames) {
            schema = schema.add("p_" + name, DataTypes.DoubleType);
        }
        return hasReasons ? schema.add("reason", DataTypes.StringType) : schema;
    }

    private static Row row(ScoredImage image, List<String> classNames, boolean hasReasons) {
        PredictedImage best = image.prediction(classNames);
        List<Object> values = new ArrayList<>(Arrays.asList(best.id(), best.predicted(), best.probability()));
        for (double probability : image.scored().probabilities()) {
            values.add(image.isRead() ? probability : null);
        }
        if (hasReasons) {
            values.add(best.reason());
        }
        return RowFactory.create(values.toArray());
    }
}
