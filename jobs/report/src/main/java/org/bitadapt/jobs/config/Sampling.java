package org.bitadapt.jobs.config;

/** Which bit widths of a network a step trains. */
public enum Sampling {
    /** All. */
    ALL,
    /** The widest, the narrowest, and one of the others at random. */
    SANDWICH
}
