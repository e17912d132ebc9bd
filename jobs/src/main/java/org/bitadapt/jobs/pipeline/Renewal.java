package org.bitadapt.jobs.pipeline;

/** What happens to a step's earlier product when the step is run again. */
enum Renewal {
    /** The command replaces it. */
    REPLACED,
    /** The command replaces it when it is given {@code --overwrite}. */
    OVERWRITTEN,
    /** The command goes on with an unfinished one; one that was made otherwise is set aside, for it took long to make. */
    RESUMED,
    /** The command wants a new place; whatever is there is set aside. */
    SET_ASIDE
}
