package org.bitadapt.jobs.config;

/** Which bit widths of a network a step trains. */
public enum Sampling {
    /** All. */
    ALL,
    /** The widest, the narrowest, and one of the others at random; of three widths the widest and one other. */
    SANDWICH
}
