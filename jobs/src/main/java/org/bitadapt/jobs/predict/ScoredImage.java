package org.bitadapt.jobs.predict;

import java.io.Serializable;
import java.util.List;
import org.bitadapt.jobs.score.ScoredRecord;

/**
 * A row of the table in the making.
 *
 * @param scored the image; its scores mean nothing if it could not be read
 * @param reason why it could not be read; null if it could
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

    /** What the network says of an image that could be read. */
    PredictedImage prediction(List<String> classNames) {
        return isRead()
                ? new PredictedImage(
                        id(), classNames.get(scored.predicted()), scored.probabilities()[scored.predicted()], null)
                : new PredictedImage(id(), null, null, reason);
    }
}
