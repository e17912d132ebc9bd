package org.bitadapt.runtime.vector;

import java.util.List;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Pooling;
import org.bitadapt.runtime.vector.memory.MapLayout;
import org.bitadapt.runtime.vector.memory.ScratchSizes;

/** A form of feature maps: it says where the numbers of maps are, and chooses kernels that read and write them there. */
interface Form {
    /**
     * Where the numbers of each slot are.
     *
     * @throws ArithmeticException if an array cannot hold a slot's numbers
     */
    List<MapLayout> layouts(PackedNetwork network);

    /** The steps of a convolution of more than one output pixel, in order. */
    List<KernelCall> convolution(PackedNetwork network, Layer layer, ScratchSizes sizes);

    /** The step of a convolution of one output pixel. */
    KernelCall linear(PackedNetwork network, Layer layer, ScratchSizes sizes);

    /** The step of a maximum pooling. */
    KernelCall pooling(Pooling pooling, ScratchSizes sizes);
}
