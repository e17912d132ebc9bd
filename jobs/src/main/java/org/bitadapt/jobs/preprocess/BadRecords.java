package org.bitadapt.jobs.preprocess;

/** What happens to records that cannot be used. */
public enum BadRecords {
    /** The job ends with an error that names the first one. */
    ERROR,
    /** They are written aside with the reason and counted in the manifest. */
    QUARANTINE
}
