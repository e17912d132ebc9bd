package org.bitadapt.jobs.predict;

/** The ways to treat images that cannot be read. */
enum BadImages {
    /** The job ends with an error that names the first such image. */
    ERROR,
    /** Such images have no row; their names and reasons are told, and they are counted. */
    SKIP,
    /** Such images have a row without a class, with the reason. */
    KEEP
}
