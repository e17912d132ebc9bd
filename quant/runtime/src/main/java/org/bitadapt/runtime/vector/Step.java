package org.bitadapt.runtime.vector;

/** One operation, ready to run; immutable. */
interface Step {
    /** Runs on one image's maps. */
    void run(Maps maps, Scratch scratch);

    /** Raises the sizes of the scratch memory to what this step needs. */
    default void reserve(ScratchSizes sizes) {}
}
