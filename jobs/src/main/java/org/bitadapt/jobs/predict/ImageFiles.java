package org.bitadapt.jobs.predict;

import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.evaluate.BatchScoring;
import org.bitadapt.jobs.evaluate.ScoredRecord;
import org.bitadapt.jobs.model.Scorer;
import org.bitadapt.jobs.preprocess.ImageDecoder;

/** Scores image files, read and decoded where tasks run. */
final class ImageFiles {

    private static final String PATTERN = "*.{png,PNG,jpg,JPG,jpeg,JPEG}";
    private static final String REMEDY = "Give a folder of PNG or JPEG files, or one such file.";

    private ImageFiles() {}

    /**
     * The scored files, their paths as ids and no labels.
     *
     * @param location a folder, searched with its subfolders, or one file
     * @param image what the model reads; square
     * @throws BadInputException if there is no PNG or JPEG file
     */
    static JavaRDD<ScoredRecord> score(
            SparkSession session, String location, Shape image, int classes, Scorer.Source source) throws IOException {
        Path path = new Path(location);
        if (!path.getFileSystem(session.sparkContext().hadoopConfiguration()).exists(path)) {
            throw new BadInputException("No images at " + location, REMEDY);
        }
        JavaRDD<Row> files = session.read()
                .format("binaryFile")
                .option("pathGlobFilter", PATTERN)
                .option("recursiveFileLookup", true)
                .load(location)
                .select("path", "content")
                .javaRDD();
        if (files.isEmpty()) {
            throw new BadInputException("No PNG or JPEG files in " + location, REMEDY);
        }
        ImageDecoder decoder = new ImageDecoder(image.height());
        return files.mapPartitions(
                rows -> new BatchScoring(decoded(rows, decoder), image.size(), classes, source.open()));
    }

    private static Iterator<BatchScoring.Image> decoded(Iterator<Row> rows, ImageDecoder decoder) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public BatchScoring.Image next() {
                Row row = rows.next();
                String path = row.getString(0);
                try {
                    return new BatchScoring.Image(path, -1, decoder.decode(row.getAs(1)));
                } catch (IOException e) {
                    throw new BadInputException(
                            "Invalid image: " + path + " (" + e.getMessage() + ")", "Repair it or take it away.", e);
                }
            }
        };
    }
}
