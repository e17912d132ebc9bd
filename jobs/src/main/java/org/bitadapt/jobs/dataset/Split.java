package org.bitadapt.jobs.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a record is for. */
public enum Split {
    /** Fits the weights; the statistics of the manifest are those of this split. */
    @JsonProperty("train")
    TRAIN,
    /** Cut from the source's training images; chooses models. */
    @JsonProperty("validation")
    VALIDATION,
    /** Reports the final figures, chooses nothing. */
    @JsonProperty("test")
    TEST;

    /** The folder of the split inside a data set, and its name in JSON and on the command line. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
