package org.bitadapt.quant.onnx.reading;

import java.util.List;

/** What a name in a graph stands for. */
sealed interface Value permits Value.Constant, Value.Sizes, Value.Broken, MapValue {

    /** A tensor of the file. */
    record Constant(Tensor tensor) implements Value {}

    /**
     * Whole numbers that are computed of shapes.
     *
     * @param numbers the numbers; {@link #BATCH} stands for the number of images
     */
    record Sizes(List<Long> numbers) implements Value {
        static final long BATCH = Long.MIN_VALUE;

        public Sizes {
            numbers = List.copyOf(numbers);
        }
    }

    /** The output of a node that was reported already. */
    record Broken() implements Value {}
}
