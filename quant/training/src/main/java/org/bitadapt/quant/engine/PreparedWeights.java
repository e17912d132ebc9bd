package org.bitadapt.quant.engine;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.kernel.onednn.NativeBuffer;
import org.bitadapt.quant.kernel.onednn.PreparedPrimitive;
import org.bitadapt.quant.kernel.onednn.ProductGeometry;
import org.bitadapt.quant.kernel.onednn.Reorders;
import org.bitadapt.quant.kernel.onednn.Scratchpad;
import org.bitadapt.quant.kernel.onednn.Stream;
import org.bitadapt.quant.kernel.onednn.WeightFormat;

/**
 * The weights of one product as primitives want them, made anew from the parameters once a step and shared by all
 * workers: codes, for the forward product and for the gradient by inputs. The scales are applied to maps, where that
 * takes no extra pass.
 */
final class PreparedWeights implements AutoCloseable {

    private final Step.Product product;
    private final ParameterLayout layout;
    private final ProductGeometry geometry;
    private final NativeBuffer plain;
    private final Scratchpad scratch;
    private final List<Packed> codes = new ArrayList<>();
    private final List<Packed> backwardCodes = new ArrayList<>();
    private final float[] scales;
    private final float[] channel;

    /** One format of the weights. */
    private record Packed(WeightFormat format, NativeBuffer weights, PreparedPrimitive pack) {}

    /**
     * Weights that one worker prepares.
     *
     * @param plain that worker's scratch memory, room for the product's weights in floats
     * @param scratch that worker's scratchpad
     */
    PreparedWeights(Step.Product product, ParameterLayout layout, NativeBuffer plain, Scratchpad scratch) {
        this.product = product;
        this.layout = layout;
        this.geometry = Products.geometry(product);
        this.plain = plain;
        this.scratch = scratch;
        this.scales = new float[product.layer().outputs()];
        this.channel = new float[product.weightsPerOutput()];
    }

    /** The codes in a format, filled by every {@link #prepare} from now on. */
    NativeBuffer codes(WeightFormat format) {
        return packed(codes, format);
    }

    /** The same for the gradient by inputs, filled by every {@link #prepare} for training from now on. */
    NativeBuffer backwardCodes(WeightFormat format) {
        return packed(backwardCodes, format);
    }

    private NativeBuffer packed(List<Packed> all, WeightFormat format) {
        for (Packed known : all) {
            if (known.format().equals(format)) {
                return known.weights();
            }
        }
        NativeBuffer weights = NativeBuffer.ofBytes(format.bytes());
        all.add(new Packed(format, weights, Reorders.pack(geometry, plain, format, weights, scratch)));
        return weights;
    }

    /** The scale of each output channel, as of the last {@link #prepare}; shared. */
    float[] scales() {
        return scales;
    }

    void prepare(FloatBuffer parameters, boolean training, Stream stream) {
        WeightQuantization quantization = WeightQuantization.of(product, layout, parameters);
        for (int c = 0; c < scales.length; c++) {
            scales[c] = quantization.scale(c);
        }
        fillCodes(quantization);
        codes.forEach(packed -> packed.pack().run(stream));
        if (training) {
            clearScaleless();
            backwardCodes.forEach(packed -> packed.pack().run(stream));
        }
    }

    /** What the gradient of sums is multiplied by on its way to the inputs: the scale, but not 0. */
    float gradientScale(int channel) {
        return scales[channel] > 0 ? scales[channel] : 1;
    }

    private void fillCodes(WeightQuantization quantization) {
        int perOutput = product.weightsPerOutput();
        FloatBuffer target = plain.bytes().asFloatBuffer();
        for (int c = 0; c < scales.length; c++) {
            quantization.codes(c, channel, 0);
            target.put(c * perOutput, channel);
        }
    }

    /** A channel whose scale is 0 passes nothing to its inputs, whatever its signs. */
    private void clearScaleless() {
        int perOutput = product.weightsPerOutput();
        ByteBuffer target = plain.bytes();
        for (int c = 0; c < scales.length; c++) {
            for (int i = c * perOutput; scales[c] == 0 && i < (c + 1) * perOutput; i++) {
                target.putFloat(i * Float.BYTES, 0);
            }
        }
    }

    @Override
    public void close() {
        codes.forEach(packed -> packed.weights().close());
        backwardCodes.forEach(packed -> packed.weights().close());
    }
}
