package org.bitadapt.quant.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bitadapt.quant.kernel.onednn.PreparedPrimitive.Argument;
import org.bitadapt.quant.kernel.onednn.ProductDescriptions.Described;

/**
 * The three products of one layer for a number of images: outputs, gradient by inputs, gradient by weights.
 *
 * <p>Maps are channels-last. Outputs, gradients by inputs and gradients by weights are floats; the gradient by outputs
 * and its factors have the precision of gradients. The library chooses how weights lie in memory.
 */
public final class ProductPrimitives {

    private final Lazy forward;
    private final Lazy backwardInput;
    private final Lazy backwardWeights;

    /** Makes the products for a number of images, and lets the library choose its kernels. */
    public ProductPrimitives(ProductGeometry geometry, int images, ProductPrecision precision) {
        ProductDescriptions descriptions = geometry.dense()
                ? new LinearDescriptions(geometry, images, precision)
                : new ConvolutionDescriptions(geometry, images, precision);
        this.forward = new Lazy(descriptions::forward);
        this.backwardInput = new Lazy(descriptions::backwardInput);
        this.backwardWeights = new Lazy(descriptions::backwardWeights);
    }

    /** A description that is made when first asked for: evaluation needs no backward products. */
    private static final class Lazy {

        private final Supplier<Described> maker;
        private Optional<Described> made = Optional.empty();

        Lazy(Supplier<Described> maker) {
            this.maker = maker;
        }

        Described get() {
            if (made.isEmpty()) {
                made = Optional.of(maker.get());
            }
            return made.get();
        }
    }

    /** The format of the forward product's weights. */
    public WeightFormat forwardWeights() {
        return new WeightFormat(forward.get().weights());
    }

    /** The format of the weights of the gradient by inputs, in the precision of gradients. */
    public WeightFormat backwardWeights() {
        return new WeightFormat(backwardInput.get().weights());
    }

    /** The format of the gradient by weights, in floats. */
    public WeightFormat weightGradient() {
        return new WeightFormat(backwardWeights.get().weights());
    }

    /** Prepares {@code output = weights * input}. */
    public PreparedPrimitive forward(
            NativeBuffer input, NativeBuffer weights, NativeBuffer output, Scratchpad scratch) {
        Described described = forward.get();
        return prepare(
                described,
                scratch,
                Argument.of(DNNL_ARG_SRC, described.input(), input.pointer()),
                Argument.of(DNNL_ARG_WEIGHTS, described.weights(), weights.pointer()),
                Argument.of(DNNL_ARG_DST, described.output(), output.pointer()));
    }

    /** Prepares {@code inputGradient = weights^T * outputGradient}. */
    public PreparedPrimitive backwardInput(
            NativeBuffer outputGradient, NativeBuffer weights, NativeBuffer inputGradient, Scratchpad scratch) {
        Described described = backwardInput.get();
        return prepare(
                described,
                scratch,
                Argument.of(DNNL_ARG_DIFF_DST, described.output(), outputGradient.pointer()),
                Argument.of(DNNL_ARG_WEIGHTS, described.weights(), weights.pointer()),
                Argument.of(DNNL_ARG_DIFF_SRC, described.input(), inputGradient.pointer()));
    }

    /** Prepares {@code weightGradient = outputGradient * input^T}, summed over images. */
    public PreparedPrimitive backwardWeights(
            NativeBuffer input, NativeBuffer outputGradient, NativeBuffer weightGradient, Scratchpad scratch) {
        Described described = backwardWeights.get();
        return prepare(
                described,
                scratch,
                Argument.of(DNNL_ARG_SRC, described.input(), input.pointer()),
                Argument.of(DNNL_ARG_DIFF_DST, described.output(), outputGradient.pointer()),
                Argument.of(DNNL_ARG_DIFF_WEIGHTS, described.weights(), weightGradient.pointer()));
    }

    private static PreparedPrimitive prepare(Described described, Scratchpad scratch, Argument... arguments) {
        return PreparedPrimitive.of(described.kernel(), described.scratchpad(), scratch, List.of(arguments));
    }
}
