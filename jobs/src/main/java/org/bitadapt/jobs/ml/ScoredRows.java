package org.bitadapt.jobs.ml;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.evaluate.BatchScoring;
import org.bitadapt.jobs.evaluate.ScoredRecord;
import org.bitadapt.jobs.model.Scorer;

/**
 * Adds predictions to the rows of a partition, with one session of the model's engine.
 *
 * @param scorers opens it
 * @param images how pixels are read
 * @param column index of the image column
 * @param outputs makes the added values
 */
record ScoredRows(Scorer.Source scorers, ImageColumn images, int column, PredictionColumns outputs)
        implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        // Rows wait here while their batch is filled and scored.
        Queue<Row> read = new ArrayDeque<>();
        BatchScoring scored =
                new BatchScoring(new Images(rows, read), images.shape().size(), outputs.classes(), scorers.open());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return scored.hasNext();
            }

            @Override
            public Row next() {
                return extended(read, scored.next());
            }
        };
    }

    private Row extended(Queue<Row> read, ScoredRecord scored) {
        Row row = read.remove();
        Object[] added = outputs.values(scored);
        Object[] values = new Object[row.size() + added.length];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        System.arraycopy(added, 0, values, row.size(), added.length);
        return RowFactory.create(values);
    }

    /** The images of rows, which are remembered. */
    private final class Images implements Iterator<BatchScoring.Image> {

        private final Iterator<Row> rows;
        private final Queue<Row> read;

        Images(Iterator<Row> rows, Queue<Row> read) {
            this.rows = rows;
            this.read = read;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public BatchScoring.Image next() {
            Row row = rows.next();
            read.add(row);
            try {
                return new BatchScoring.Image("", -1, images.pixels(row.get(column)));
            } catch (IOException e) {
                throw new BadInputException(
                        "Invalid image: " + e.getMessage() + " in column " + images.name() + " (must be "
                                + images.rule() + ")",
                        "Repair or leave out the row.",
                        e);
            }
        }
    }
}
