package org.bitadapt.runtime.vector.kernel;

import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;

/** An operation or a part of an operation, ready to run; immutable. */
@FunctionalInterface
public interface KernelCall {
    /**
     * Runs a part of the work on one image's maps. The next step begins when all threads are done.
     *
     * @param maps the image's feature maps
     * @param scratch the thread's working arrays
     * @param share the part of the work that the thread does
     */
    void run(Maps maps, Scratch scratch, Share share);
}
