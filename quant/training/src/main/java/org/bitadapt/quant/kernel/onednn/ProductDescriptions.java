package org.bitadapt.quant.kernel.onednn;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;

/** The library's descriptions of one layer's products. */
interface ProductDescriptions {

    /** A primitive and the memory it works on. */
    record Described(
            primitive kernel, memory.desc scratchpad, memory.desc input, memory.desc weights, memory.desc output) {}

    Described forward();

    Described backwardInput();

    Described backwardWeights();
}
