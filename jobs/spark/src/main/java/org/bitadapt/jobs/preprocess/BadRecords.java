package org.bitadapt.jobs.preprocess;

/** The ways to treat records that cannot be used. */
public enum BadRecords {
    /** The job ends with an error that names the first such record. */
    ERROR,
    /** Such records are written aside with the reason and counted in the manifest. */
    QUARANTINE
}
