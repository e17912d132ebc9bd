package org.bitadapt.quant.engine.onednn.product;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.quantization.WeightQuantization;
import org.bitadapt.quant.kernel.onednn.NativeBuffer;
import org.bitadapt.quant.kernel.onednn.ProductGeometry;
import org.bitadapt.quant.kernel.onednn.Scratchpad;
import org.bitadapt.quant.kernel.onednn.Stream;
import org.bitadapt.quant.kernel.onednn.WeightFormat;
import org.bitadapt.quant.kernel.onednn.WeightReorder;

/**
 * The weight codes of one product in the formats of primitives, made anew from the parameters once a step and shared by
 * all workers. Scales are applied to maps, which takes no extra pass.
 */
final class PreparedWeights implements AutoCloseable {

    /** Replaces a scale of 0, by which nothing can be divided: such weights pass next to nothing to their inputs. */
    private static final float LEAST_SCALE = 1e-20f;

    private final Step.Product product;
    private final ParameterLayout layout;
    private final ProductGeometry geometry;
    private final Scratchpad scratch;
    private final List<Packed> forward = new ArrayList<>();
    private final List<Packed> backward = new ArrayList<>();
    private final float[] scales;
    private Optional<NativeBuffer> codes = Optional.empty();

    /** The weights in one format. */
    private record Packed(WeightFormat format, NativeBuffer weights, WeightReorder pack) {}

    /**
     * Makes weights that one worker prepares.
     *
     * @param scratch the temporary memory of the worker that prepares the weights
     */
    PreparedWeights(Step.Product product, ParameterLayout layout, Scratchpad scratch) {
        this.product = product;
        this.layout = layout;
        this.geometry = Products.geometry(product);
        this.scratch = scratch;
        this.scales = new float[product.layer().outputs()];
    }

    /** The codes in a format of the forward product, written by every {@link #prepare} from now on. */
    NativeBuffer forward(WeightFormat format) {
        return packed(forward, format);
    }

    /** The codes in a format of the gradient by inputs, written by every {@link #prepare} for training from now on. */
    NativeBuffer backward(WeightFormat format) {
        return packed(backward, format);
    }

    private NativeBuffer packed(List<Packed> all, WeightFormat format) {
        for (Packed known : all) {
            if (known.format().equals(format)) {
                return known.weights();
            }
        }
        NativeBuffer weights = NativeBuffer.ofBytes(format.bytes());
        try {
            all.add(new Packed(format, weights, WeightReorder.pack(geometry, format, weights, scratch)));
        } catch (RuntimeException | Error e) {
            weights.close();
            throw e;
        }
        return weights;
    }

    /** The scale of each output channel at the last {@link #prepare}; shared. */
    float[] scales() {
        return scales;
    }

    /** The factor of the gradient of sums on its way to the inputs. */
    float gradientScale(int channel) {
        return Math.max(scales[channel], LEAST_SCALE);
    }

    void prepare(FloatBuffer parameters, boolean training, Stream stream) {
        WeightQuantization quantization = WeightQuantization.of(product, layout, parameters);
        for (int c = 0; c < scales.length; c++) {
            scales[c] = quantization.scale(c);
        }
        switch (product.layer().weights()) {
            case BINARY -> pack(parameters, offset(ParameterRole.SIGN), training, stream);
            case FLOAT32 -> pack(parameters, offset(ParameterRole.WEIGHT), training, stream);
            default -> pack(codes(quantization), 0, training, stream);
        }
    }

    /** The codes of weights that the parameter vector does not hold as such, in memory that is kept for the next step. */
    private FloatBuffer codes(WeightQuantization quantization) {
        if (codes.isEmpty()) {
            codes = Optional.of(NativeBuffer.ofBytes(product.weightCount() * Float.BYTES));
        }
        FloatBuffer target = codes.get().bytes().asFloatBuffer();
        quantization.codes(target);
        return target;
    }

    private int offset(ParameterRole role) {
        return layout.slice(product.name(), role).offset();
    }

    private void pack(FloatBuffer codes, int offset, boolean training, Stream stream) {
        forward.forEach(packed -> packed.pack().run(codes, offset, stream));
        if (training) {
            backward.forEach(packed -> packed.pack().run(codes, offset, stream));
        }
    }

    @Override
    public void close() {
        forward.forEach(packed -> packed.weights().close());
        backward.forEach(packed -> packed.weights().close());
        codes.ifPresent(NativeBuffer::close);
    }
}
