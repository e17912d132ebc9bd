package org.bitadapt.jobs.pku;

/** Why a labelled car is no record; the first that holds counts. */
public enum LeftOut {
    /** Its photograph is on the published list of broken ones. */
    BROKEN_IMAGE("brokenImage"),
    /** Its row cannot be read. */
    MALFORMED_ROW("malformedRow"),
    /** There is no such photograph. */
    MISSING_IMAGE("missingImage"),
    /** Its photograph, or the mask of it, cannot be decoded. */
    UNREADABLE_IMAGE("unreadableImage"),
    /** It is less than a metre from an earlier car of the same photograph. */
    DUPLICATE_LABEL("duplicateLabel"),
    /** It is more than 500 m away. */
    OUTLIER("outlier"),
    /** Its centre is outside the photograph. */
    CENTRE_OUTSIDE("centreOutside"),
    /** Its box is smaller than the smallest that is asked for. */
    TOO_SMALL("tooSmall"),
    /** More than half of its box is to be ignored. */
    MASKED("masked"),
    /** More of its box is behind nearer cars than is allowed. */
    HIDDEN("hidden"),
    /** Its model is not among the classes. */
    OTHER_MODEL("otherModel");

    private final String key;

    LeftOut(String key) {
        this.key = key;
    }

    /** Its name in JSON. */
    public String key() {
        return key;
    }
}
