package org.bitadapt.jobs.predict;

/** What happens to images that cannot be read. */
enum BadImages {
    /** The job ends with an error that names the first one. */
    ERROR,
    /** They have no row; their names and reasons are said and counted. */
    SKIP,
    /** They have a row without a class, with the reason. */
    KEEP
}
