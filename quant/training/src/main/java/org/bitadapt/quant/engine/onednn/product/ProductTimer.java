package org.bitadapt.quant.engine.onednn.product;

import java.time.Duration;
import java.util.stream.LongStream;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.kernel.onednn.NativeBuffer;
import org.bitadapt.quant.kernel.onednn.PreparedPrimitive;
import org.bitadapt.quant.kernel.onednn.ProductPrecision;
import org.bitadapt.quant.kernel.onednn.ProductPrecision.Forward;
import org.bitadapt.quant.kernel.onednn.ProductPrecision.Gradients;
import org.bitadapt.quant.kernel.onednn.ProductPrimitives;
import org.bitadapt.quant.kernel.onednn.Scratchpad;
import org.bitadapt.quant.kernel.onednn.Stream;

/** Times the forward product of one layer on oneDNN, as the engine executes it on one thread. */
public final class ProductTimer implements AutoCloseable {

    private static final int LEAST_RUNS = 3;

    private final Scratchpad scratch = new Scratchpad();
    private final Stream stream = new Stream();
    private final NativeBuffer input;
    private final NativeBuffer weights;
    private final NativeBuffer output;
    private final PreparedPrimitive product;

    /**
     * Prepares a product of zeros, which takes as long as a product of other numbers.
     *
     * @param images the number of images of a call
     */
    public ProductTimer(Step.Product step, int images, Forward precision) {
        ProductPrimitives primitives = new ProductPrimitives(
                Products.geometry(step), images, new ProductPrecision(precision, Gradients.FLOATS));
        int width = precision == Forward.BYTES ? 1 : Float.BYTES;
        this.input = NativeBuffer.ofBytes(
                (long) width * images * step.input().shape().size());
        this.weights = NativeBuffer.ofBytes(primitives.forwardWeights().bytes());
        this.output =
                NativeBuffer.ofFloats((long) images * step.output().shape().size());
        this.product = primitives.forward(input, weights, output, scratch);
    }

    /** The nanoseconds of each run within the given time. */
    public LongStream nanos(Duration duration) {
        LongStream.Builder runs = LongStream.builder();
        product.run(stream);
        long start = System.nanoTime();
        long now = start;
        for (int i = 0; i < LEAST_RUNS || now - start < duration.toNanos(); i++) {
            product.run(stream);
            long end = System.nanoTime();
            runs.add(end - now);
            now = end;
        }
        return runs.build();
    }

    @Override
    public void close() {
        scratch.close();
        input.close();
        weights.close();
        output.close();
    }
}
