package org.bitadapt.jobs.predict;

import java.io.Serializable;
import java.util.List;
import org.bitadapt.jobs.score.ScoredRecord;

/**
 * An image with its scores, from which a row of the table is made.
 *
 * @param scored the scored image; its scores mean nothing if it could not be read
 * @param reason the reason why the image could not be read; null if it could be read
 */
record ScoredImage(ScoredRecord scored, String reason) implements Serializable {

    /** An image that could be read. */
    ScoredImage(ScoredRecord scored) {
        this(scored, null);
    }

    String id() {
        return scored.id();
    }

    boolean isRead() {
        return reason == null;
    }

    /** The likeliest class, or none for an image that could not be read. */
    PredictedImage prediction(List<String> classNames) {
        return isRead()
                ? new PredictedImage(
                        id(), classNames.get(scored.predicted()), scored.probabilities()[scored.predicted()], null)
                : new PredictedImage(id(), null, null, reason);
    }
}
