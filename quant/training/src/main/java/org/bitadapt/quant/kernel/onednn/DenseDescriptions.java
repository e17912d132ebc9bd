package org.bitadapt.quant.kernel.onednn;

import static org.bytedeco.dnnl.memory.data_type.f32;
import static org.bytedeco.dnnl.memory.data_type.s8;
import static org.bytedeco.dnnl.memory.data_type.u8;
import static org.bytedeco.dnnl.memory.format_tag.any;
import static org.bytedeco.dnnl.memory.format_tag.nc;
import static org.bytedeco.dnnl.memory.format_tag.nhwc;

import org.bitadapt.quant.kernel.onednn.ProductPrimitives.Operands;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;

/** Linear layers. */
final class DenseDescriptions implements ProductDescriptions {

    private final ProductGeometry geometry;
    private final Operands operands;
    private final int images;
    private final memory.desc input;
    private final memory.desc weights;
    private final memory.desc output;

    DenseDescriptions(ProductGeometry geometry, int images, Operands operands) {
        this.geometry = geometry;
        this.operands = operands;
        this.images = images;
        this.input = OneDnn.describe(f32, nhwc, geometry.inputDimensions(images));
        this.weights = OneDnn.describe(f32, any, geometry.weightDimensions());
        this.output = OneDnn.describe(f32, nc, geometry.outputDimensions(images));
    }

    @Override
    public Described forward() {
        inner_product_forward.primitive_desc chosen = operands == Operands.BYTES
                ? forward(
                        OneDnn.describe(u8, nhwc, geometry.inputDimensions(images)),
                        OneDnn.describe(s8, any, geometry.weightDimensions()),
                        prop_kind.forward_inference)
                : floatForward();
        return new Described(
                new inner_product_forward(chosen),
                chosen.scratchpad_desc(),
                chosen.src_desc(),
                chosen.weights_desc(),
                chosen.dst_desc());
    }

    private inner_product_forward.primitive_desc floatForward() {
        return forward(input, weights, prop_kind.forward_training);
    }

    private inner_product_forward.primitive_desc forward(memory.desc source, memory.desc factors, prop_kind kind) {
        return new inner_product_forward.primitive_desc(
                new inner_product_forward.desc(kind, source, factors, output), OneDnn.attributes(), OneDnn.cpu());
    }

    @Override
    public Described backwardInput() {
        inner_product_backward_data.primitive_desc chosen = new inner_product_backward_data.primitive_desc(
                new inner_product_backward_data.desc(input, weights, output),
                OneDnn.attributes(),
                OneDnn.cpu(),
                floatForward());
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
                new inner_product_backward_weights.desc(input, weights, output),
                OneDnn.attributes(),
                OneDnn.cpu(),
                floatForward());
        return new Described(
                new inner_product_backward_weights(chosen),
                chosen.scratchpad_desc(),
                chosen.src_desc(),
                chosen.diff_weights_desc(),
                chosen.diff_dst_desc());
    }
}
