package org.bitadapt.quant.onnx;

import java.util.List;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.FeatureMap.Kind;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.quantization.Folding;

/**
 * Products of codes as {@link Folding} defines them: {@code y = (float) I * multiplier[c] + offset[c]}, plus the
 * residual, in units of the codes to which {@code y} is rounded. Floats hold stored values: codes, their sums, scores.
 *
 * <ul>
 *   <li>A product that is rounded multiplies floats that hold whole numbers, exact while weights per output x largest
 *       weight x largest code is below 2^24; the channel's scale multiplies the sum. ({@code ConvInteger} would be clearer, but
 *       ONNX Runtime has it for unsigned weights only.)
 *   <li>A linear layer of sign planes over codes is {@code MatMulInteger} with the scale behind it, where that is exact
 *       on every processor: two products of the largest weight and the largest code fit the 16 bits in which some
 *       processors add up pairs of products, such as {@code 2 * 63 * 255} of six planes and 8-bit codes. Seven planes
 *       over 8-bit codes do not fit, and multiply floats.
 *   <li>The last product, which is not rounded, has the scale in its weights.
 * </ul>
 */
record FaithfulProducts(OnnxGraph graph, MapValues values) implements ProductWriter {

    /** The unit of floats that hold codes as equal numbers. */
    static final double UNIT = 1;

    @Override
    public void write(Step.Product product, ProductWeights weights) {
        String name = product.name();
        String offset = graph.floats(name + ".offset", weights.folding().offset(), weights.channelShape());
        String sum = graph.node("Add", name + ".folded", List.of(scaledSum(product, weights), offset));
        if (product.residual().isPresent()) {
            String scaled = residual(product, product.residual().get(), weights.folding());
            String residual = values.residual(product, scaled);
            sum = graph.node("Add", name + ".sum", List.of(sum, residual));
        }
        if (product.output().kind() == Kind.CODES) {
            values.quantize(product.output(), sum, Quantization.codes(UNIT)); // values below 0 become 0
        } else {
            values.floats(
                    product.output(),
                    product.activation().isPresent() ? graph.node("Relu", name + ".relu", List.of(sum)) : sum);
        }
    }

    private String scaledSum(Step.Product product, ProductWeights weights) {
        boolean linear = product.layer() instanceof LayerSpec.Linear;
        if (linear && pairsFit(product)) {
            return graph.scaledSums(
                    product.name() + ".scaled",
                    integerSum(product, weights),
                    weights.folding().multiplier(),
                    1);
        }
        String name = product.name() + ".weight";
        if (product.output().kind() == Kind.FLOATS && product.residual().isEmpty() && linear) {
            String kernel = graph.scaledWeights(name, weights.turnedCodes(), weights.shape(), weights.magnitudes());
            return FloatProducts.multiply(graph, values, product, List.of(kernel));
        }
        String codes = graph.signedBytes(name + ".codes", weights.codes(), weights.shape());
        String one = graph.floats(name + ".scale", new float[] {(float) UNIT});
        String kernel = graph.node("DequantizeLinear", name, List.of(codes, one));
        String multiplier =
                graph.floats(product.name() + ".multiplier", weights.folding().multiplier(), weights.channelShape());
        String whole = FloatProducts.multiply(graph, values, product, List.of(kernel));
        return graph.node("Mul", product.name() + ".scaled", List.of(whole, multiplier));
    }

    /** Whether two products of a weight of planes and a code fit 16 bits with a sign. */
    private static boolean pairsFit(Step.Product product) {
        WeightPrecision weights = product.layer().weights();
        return weights.hasPlanes()
                && product.input().kind() == Kind.CODES
                && 2 * weights.largestCode() * product.input().largestCode() <= Short.MAX_VALUE;
    }

    private String integerSum(Step.Product product, ProductWeights weights) {
        String name = product.name();
        String codes = values.codes(product.input()).name();
        String kernel = graph.signedBytes(
                name + ".weight.codes", weights.transposedCodes(), product.weightsPerOutput(), weights.outputs());
        return graph.node("MatMulInteger", name, List.of(graph.flatten(name + ".flat", codes), kernel));
    }

    private String residual(Step.Product product, FeatureMap map, Folding folding) {
        String name = product.name() + ".residual";
        if (values.hasCodes(map)) {
            MapValues.Coded coded = values.codes(map);
            return graph.dequantize(name, coded.name(), coded.quantization().withScale(folding.residualScale()));
        }
        if (folding.residualScale() == 1) {
            return values.floats(map);
        }
        String scale = graph.floats(name + ".scale", new float[] {folding.residualScale()});
        return graph.node("Mul", name, List.of(values.floats(map), scale));
    }
}
