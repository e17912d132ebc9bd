package org.bitadapt.runtime.vector;

/** An operation or a part of an operation, ready to run; immutable. */
@FunctionalInterface
interface KernelCall {
    /** Runs the {@link Scratch#share} of the thread on one image's maps; the next step begins when all threads are done. */
    void run(Maps maps, Scratch scratch);
}
