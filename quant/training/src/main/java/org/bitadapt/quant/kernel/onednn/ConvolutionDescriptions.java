package org.bitadapt.quant.kernel.onednn;

import static org.bytedeco.dnnl.memory.data_type.bf16;
import static org.bytedeco.dnnl.memory.data_type.f32;
import static org.bytedeco.dnnl.memory.data_type.s8;
import static org.bytedeco.dnnl.memory.data_type.u8;
import static org.bytedeco.dnnl.memory.format_tag.any;
import static org.bytedeco.dnnl.memory.format_tag.nhwc;

import org.bitadapt.quant.kernel.onednn.ProductPrecision.Forward;
import org.bitadapt.quant.kernel.onednn.ProductPrecision.Gradients;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;

/** The library's descriptions of a convolution's products. */
final class ConvolutionDescriptions implements ProductDescriptions {

    private final ProductGeometry geometry;
    private final ProductPrecision precision;
    private final int images;
    private final memory.desc input;
    private final memory.desc weights;
    private final memory.desc output;
    /** The input's shape in the precision of gradients. */
    private final memory.desc inputFactors;

    private final memory.desc weightFactors;
    private final memory.desc outputFactors;
    private final long[] stride;
    private final long[] padding;

    ConvolutionDescriptions(ProductGeometry geometry, int images, ProductPrecision precision) {
        this.geometry = geometry;
        this.precision = precision;
        this.images = images;
        this.input = OneDnn.describe(f32, nhwc, geometry.inputDimensions(images));
        this.weights = OneDnn.describe(f32, any, geometry.weightDimensions());
        this.output = OneDnn.describe(f32, nhwc, geometry.outputDimensions(images));
        memory.data_type type = precision.gradients() == Gradients.BFLOAT16 ? bf16 : f32;
        this.inputFactors = OneDnn.describe(type, nhwc, geometry.inputDimensions(images));
        this.weightFactors = OneDnn.describe(type, any, geometry.weightDimensions());
        this.outputFactors = OneDnn.describe(type, nhwc, geometry.outputDimensions(images));
        this.stride = new long[] {geometry.stride(), geometry.stride()};
        this.padding = new long[] {geometry.padding(), geometry.padding()};
    }

    @Override
    public Described forward() {
        boolean bytes = precision.forward() == Forward.BYTES;
        convolution_forward.primitive_desc chosen = bytes
                ? forward(
                        OneDnn.describe(u8, nhwc, geometry.inputDimensions(images)),
                        OneDnn.describe(s8, any, geometry.weightDimensions()),
                        prop_kind.forward_inference)
                : forward(input, weights, prop_kind.forward_training);
        return new Described(
                new convolution_forward(chosen),
                chosen.scratchpad_desc(),
                chosen.src_desc(),
                chosen.weights_desc(),
                chosen.dst_desc());
    }

    /** The description of the forward primitive that backward primitives need. */
    private convolution_forward.primitive_desc hint() {
        return forward(inputFactors, weightFactors, prop_kind.forward_training);
    }

    private convolution_forward.primitive_desc forward(memory.desc source, memory.desc factors, prop_kind kind) {
        return new convolution_forward.primitive_desc(
                new convolution_forward.desc(
                        kind, algorithm.convolution_direct, source, factors, output, stride, padding, padding),
                OneDnn.attributes(),
                OneDnn.cpu());
    }

    @Override
    public Described backwardInput() {
        convolution_backward_data.primitive_desc chosen = new convolution_backward_data.primitive_desc(
                new convolution_backward_data.desc(
                        algorithm.convolution_direct, input, weightFactors, outputFactors, stride, padding, padding),
                OneDnn.attributes(),
                OneDnn.cpu(),
                hint());
        return new Described(
                new convolution_backward_data(chosen),
                chosen.scratchpad_desc(),
                chosen.diff_src_desc(),
                chosen.weights_desc(),
                chosen.diff_dst_desc());
    }

    @Override
    public Described backwardWeights() {
        convolution_backward_weights.primitive_desc chosen = new convolution_backward_weights.primitive_desc(
                new convolution_backward_weights.desc(
                        algorithm.convolution_direct, inputFactors, weights, outputFactors, stride, padding, padding),
                OneDnn.attributes(),
                OneDnn.cpu(),
                hint());
        return new Described(
                new convolution_backward_weights(chosen),
                chosen.scratchpad_desc(),
                chosen.src_desc(),
                chosen.diff_weights_desc(),
                chosen.diff_dst_desc());
    }
}
