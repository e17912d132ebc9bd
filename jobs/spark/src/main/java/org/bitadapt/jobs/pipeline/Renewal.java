package org.bitadapt.jobs.pipeline;

/** The ways to treat a step's earlier product when the step is run again. */
enum Renewal {
    /** The command replaces the earlier product. */
    REPLACED,
    /** The command replaces the earlier product when it is given {@code --overwrite}. */
    OVERWRITTEN,
    /**
     * The command goes on with an unfinished product; a product that was made otherwise is set aside, for it took long
     * to make.
     */
    RESUMED,
    /** The command wants a new place; the earlier product is set aside. */
    SET_ASIDE
}
