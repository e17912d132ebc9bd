package org.bitadapt.jobs.model;

import org.apache.spark.broadcast.Broadcast;

/**
 * A model on its way to executors. Closing it frees the model there; results that Spark has not computed by then can no
 * longer be computed.
 *
 * @param source opens scorers within tasks
 * @param model what was sent
 */
public record Scorers(Scorer.Source source, Broadcast<?> model) implements AutoCloseable {

    @Override
    public void close() {
        model.destroy();
    }
}
