package org.bitadapt.runtime.vector;

/** One operation, ready to run; immutable. */
@FunctionalInterface
interface Step {
    /** Runs on one image's maps. */
    void run(Maps maps, Scratch scratch);
}
