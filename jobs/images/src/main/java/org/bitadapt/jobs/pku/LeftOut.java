package org.bitadapt.jobs.pku;

/** The reasons why a labelled car is no record; the first reason that holds counts. */
public enum LeftOut {
    /** The car's photograph is on the published list of broken images. */
    BROKEN_IMAGE("brokenImage"),
    /** The car's row cannot be read. */
    MALFORMED_ROW("malformedRow"),
    /** The car's photograph is missing. */
    MISSING_IMAGE("missingImage"),
    /** The car's photograph, or the photograph's mask, cannot be decoded. */
    UNREADABLE_IMAGE("unreadableImage"),
    /** The car is less than a metre from an earlier car of the same photograph. */
    DUPLICATE_LABEL("duplicateLabel"),
    /** The car is more than 500 m away. */
    OUTLIER("outlier"),
    /** The car's centre is outside the photograph. */
    CENTRE_OUTSIDE("centreOutside"),
    /** The car's box is smaller than the smallest box that is asked for. */
    TOO_SMALL("tooSmall"),
    /** More than half of the car's box is to be ignored. */
    MASKED("masked"),
    /** More of the car's box is behind nearer cars than is allowed. */
    HIDDEN("hidden"),
    /** The car's model is not among the classes. */
    OTHER_MODEL("otherModel");

    private final String key;

    LeftOut(String key) {
        this.key = key;
    }

    /** The reason's name in JSON. */
    public String key() {
        return key;
    }
}
