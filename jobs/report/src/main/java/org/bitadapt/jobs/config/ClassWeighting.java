package org.bitadapt.jobs.config;

/** The rules for how much an image counts in the loss, by its class. */
public enum ClassWeighting {
    /** Every image counts the same. */
    NONE,
    /** Every class counts the same, however many images it has. */
    BALANCED
}
