package org.bitadapt.quant.kernel.onednn;

import static org.bytedeco.dnnl.memory.data_type.bf16;
import static org.bytedeco.dnnl.memory.data_type.f32;
import static org.bytedeco.dnnl.memory.data_type.s8;
import static org.bytedeco.dnnl.memory.data_type.u8;
import static org.bytedeco.dnnl.memory.format_tag.any;
import static org.bytedeco.dnnl.memory.format_tag.nc;
import static org.bytedeco.dnnl.memory.format_tag.nhwc;
import static org.bytedeco.dnnl.memory.format_tag.ohwi;

import org.bitadapt.quant.kernel.onednn.ProductPrecision.Forward;
import org.bitadapt.quant.kernel.onednn.ProductPrecision.Gradients;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;

/** The library's descriptions of a linear layer's products. */
final class LinearDescriptions implements ProductDescriptions {

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

    LinearDescriptions(ProductGeometry geometry, int images, ProductPrecision precision) {
        this.geometry = geometry;
        this.precision = precision;
        this.images = images;
        this.input = OneDnn.describe(f32, nhwc, geometry.inputDimensions(images));
        this.weights = OneDnn.describe(f32, any, geometry.weightDimensions());
        this.output = OneDnn.describe(f32, nc, geometry.outputDimensions(images));
        memory.data_type type = precision.gradients() == Gradients.BFLOAT16 ? bf16 : f32;
        this.inputFactors = OneDnn.describe(type, nhwc, geometry.inputDimensions(images));
        this.weightFactors = OneDnn.describe(type, any, geometry.weightDimensions());
        this.outputFactors = OneDnn.describe(type, nc, geometry.outputDimensions(images));
    }

    @Override
    public Described forward() {
        inner_product_forward.primitive_desc chosen = precision.forward() == Forward.BYTES
                ? forward(
                        OneDnn.describe(u8, nhwc, geometry.inputDimensions(images)),
                        // Left to itself the library transposes the weights, which takes longer than the product.
                        OneDnn.describe(s8, ohwi, geometry.weightDimensions()),
                        prop_kind.forward_inference)
                : forward(input, weights, prop_kind.forward_training);
        return new Described(
                new inner_product_forward(chosen),
                chosen.scratchpad_desc(),
                chosen.src_desc(),
                chosen.weights_desc(),
                chosen.dst_desc());
    }

    /** The description of the forward primitive that backward primitives need. */
    private inner_product_forward.primitive_desc hint() {
        return forward(inputFactors, weightFactors, prop_kind.forward_training);
    }

    private inner_product_forward.primitive_desc forward(memory.desc source, memory.desc factors, prop_kind kind) {
        return new inner_product_forward.primitive_desc(
                new inner_product_forward.desc(kind, source, factors, output), OneDnn.attributes(), OneDnn.cpu());
    }

    @Override
    public Described backwardInput() {
        inner_product_backward_data.primitive_desc chosen = new inner_product_backward_data.primitive_desc(
                new inner_product_backward_data.desc(input, weightFactors, outputFactors),
                OneDnn.attributes(),
                OneDnn.cpu(),
                hint());
        return new Described(
                new inner_product_backward_data(chosen),
                chosen.scratchpad_desc(),
                chosen.diff_src_desc(),
                chosen.weights_desc(),
                chosen.diff_dst_desc());
    }

    @Override
    public Described backwardWeights() {
        inner_product_backward_weights.primitive_desc chosen = new inner_product_backward_weights.primitive_desc(
                new inner_product_backward_weights.desc(inputFactors, weights, outputFactors),
                OneDnn.attributes(),
                OneDnn.cpu(),
                hint());
        return new Described(
                new inner_product_backward_weights(chosen),
                chosen.scratchpad_desc(),
                chosen.src_desc(),
                chosen.diff_weights_desc(),
                chosen.diff_dst_desc());
    }
}
