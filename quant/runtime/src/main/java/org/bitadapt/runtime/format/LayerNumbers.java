package org.bitadapt.runtime.format;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * The numbers of a convolution as a writer takes them.
 *
 * @param weights the packed sign planes from plane 1 on, or the 8-bit weights alone; there may be more planes than are
 *     written
 * @param parameters the parameters of each width
 */
record LayerNumbers(List<ByteBuffer> weights, Map<Width, LayerParameters> parameters) {
    /** The numbers of operations that have none. */
    static final LayerNumbers NONE = new LayerNumbers(List.of(), Map.of());

    LayerNumbers {
        weights = List.copyOf(weights);
        parameters = Map.copyOf(parameters);
    }
}
