package org.bitadapt.runtime.vector.kernel;

import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;

/**
 * A kernel of a convolution: does its part of the work for one tile of pixels or one block of weights.
 *
 * <p>Kernels are run from {@link #runAll} only. The call there has many receivers, so the just-in-time compiler
 * compiles each kernel by itself. Kernels inlined into their callers grow beyond what the compiler keeps free of vector
 * objects on the heap.
 */
@FunctionalInterface
public interface Stage {
    /**
     * Does the work.
     *
     * @param maps the image's feature maps
     * @param scratch the thread's working arrays
     * @param tile the number of the tile of pixels, or of a part of a single pixel's work
     * @param block the number of the block of weights or outputs, where the work is split by these
     */
    void run(Maps maps, Scratch scratch, int tile, int block);

    /** Runs stages one after the other. */
    static void runAll(Stage[] stages, Maps maps, Scratch scratch, int tile, int block) {
        for (Stage stage : stages) {
            stage.run(maps, scratch, tile, block);
        }
    }
}
