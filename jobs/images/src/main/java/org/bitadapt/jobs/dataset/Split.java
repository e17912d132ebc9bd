package org.bitadapt.jobs.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The purpose of a record. */
public enum Split {
    /** The split that fits the weights; the statistics of the manifest are over this split. */
    @JsonProperty("train")
    TRAIN,
    /** The split that chooses models; cut from the source's training images unless the source has it. */
    @JsonProperty("validation")
    VALIDATION,
    /** The split that the final figures are reported on; it chooses nothing. */
    @JsonProperty("test")
    TEST;

    /** The folder of the split inside a data set, and its name in JSON and on the command line. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
