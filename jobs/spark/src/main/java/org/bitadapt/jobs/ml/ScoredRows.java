package org.bitadapt.jobs.ml;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.model.Scorer;
import org.bitadapt.jobs.score.BatchScoring;
import org.bitadapt.jobs.score.LookAhead;
import org.bitadapt.jobs.score.ScoredRecord;

/**
 * Adds predictions to the rows of a partition, with one session of the model's engine.
 *
 * @param scorers opens the scorer of the session
 * @param images the way in which pixels are read
 * @param column the index of the image column
 * @param outputs the columns that are added
 * @param invalid what is done about images that cannot be used: a value of {@code handleInvalid}
 */
record ScoredRows(Scorer.Source scorers, ImageColumn images, int column, PredictionColumns outputs, String invalid)
        implements MapPartitionsFunction<Row, Row> {

    /** Part of the message: of a task's exception Spark shows nothing else. */
    private static final String REMEDY = "Repair or leave out the row, or set handleInvalid to skip or keep.";

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        // Rows wait here while their batch is filled and scored.
        Queue<Read> read = new ArrayDeque<>();
        BatchScoring scored =
                new BatchScoring(new Images(rows, read), images.shape().size(), outputs.classes(), scorers.open());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return scored.hasNext();
            }

            @Override
            public Row next() {
                ScoredRecord scores = scored.next();
                return read.remove().extended(scores, outputs);
            }
        };
    }

    /**
     * A row whose image was read, or found to be invalid.
     *
     * @param reason the reason why the image is invalid; null if it is valid
     */
    private record Read(Row row, String reason) {

        Row extended(ScoredRecord scores, PredictionColumns outputs) {
            Object[] added = reason == null ? outputs.values(scores) : outputs.values(reason);
            Object[] values = new Object[row.size() + added.length];
            for (int i = 0; i < row.size(); i++) {
                values[i] = row.get(i);
            }
            System.arraycopy(added, 0, values, row.size(), added.length);
            return RowFactory.create(values);
        }
    }

    /** The images of rows; the rows are remembered. */
    private final class Images extends LookAhead<BatchScoring.Image> {

        private final Iterator<Row> rows;
        private final Queue<Read> read;
        private long number;

        Images(Iterator<Row> rows, Queue<Read> read) {
            this.rows = rows;
            this.read = read;
        }

        @Override
        protected BatchScoring.Image advance() {
            BatchScoring.Image image = null;
            while (image == null && rows.hasNext()) {
                image = image(rows.next());
            }
            return image;
        }

        /** The image of a row, a black one if it is invalid and kept, or null if it is left out. */
        private BatchScoring.Image image(Row row) {
            number++;
            byte[] pixels;
            String reason = null;
            try {
                pixels = images.pixels(row.get(column));
            } catch (IOException e) {
                if (invalid.equals(ColumnRules.SKIP)) {
                    return null;
                }
                if (invalid.equals(ColumnRules.ERROR)) {
                    throw refused(row, e);
                }
                reason = e.getMessage();
                pixels = new byte[images.shape().size()];
            }
            read.add(new Read(row, reason));
            return new BatchScoring.Image("", -1, pixels);
        }

        private BadInputException refused(Row row, IOException cause) {
            return new BadInputException(
                    "Invalid image: " + cause.getMessage() + " in column " + images.name() + ", "
                            + RowName.of(row, number) + " (must be " + images.rule() + "). " + REMEDY,
                    "",
                    cause);
        }
    }
}
