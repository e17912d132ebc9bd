package org.bitadapt.quant.engine.onednn.product;

import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.kernel.onednn.OneDnn;
import org.bitadapt.quant.kernel.onednn.ProductGeometry;
import org.bitadapt.quant.kernel.onednn.ProductPrecision;
import org.bitadapt.quant.kernel.onednn.ProductPrecision.Forward;
import org.bitadapt.quant.kernel.onednn.ProductPrecision.Gradients;

/** How products of a lowered network are passed to oneDNN. */
final class Products {

    /** Floats hold all whole numbers up to this one. */
    private static final long EXACT_FLOATS = 1L << 24;

    /** Weights up to this one are exact as bytes on every processor. */
    private static final int MOST_BYTE_WEIGHT = 64;

    private Products() {}

    static ProductGeometry geometry(Step.Product product) {
        Shape in = product.input().shape();
        Shape out = product.output().shape();
        Step.Window window = product.window();
        return new ProductGeometry(
                in.channels(),
                in.height(),
                in.width(),
                out.channels(),
                out.height(),
                out.width(),
                window.height(),
                window.width(),
                window.stride(),
                window.padding());
    }

    /**
     * The precision in which a product is multiplied.
     *
     * <p>Codes times weights are multiplied as bytes where that is exact: weights up to 64 everywhere, because two products
     * of 255 and 64 fit 16 bits, and larger weights where the processor adds in 32 bits. In quantized networks codes, pixels and weights are whole numbers up to 255, which bfloat16 holds exactly. Only the
     * gradient is rounded, by at most {@code 2^-9} of itself at each place.
     */
    static ProductPrecision precision(Step.Product product, EngineOptions.Gradients gradients) {
        boolean whole = product.layer().weights() != WeightPrecision.FLOAT32
                && product.input().kind() != FeatureMap.Kind.MEAN_CODES;
        boolean fast = gradients == EngineOptions.Gradients.FAST && OneDnn.multipliesBfloat16();
        return new ProductPrecision(forward(product), whole && fast ? Gradients.BFLOAT16 : Gradients.FLOATS);
    }

    private static Forward forward(Step.Product product) {
        boolean codes = product.input().kind() == FeatureMap.Kind.CODES;
        if (!codes || product.layer().weights() == WeightPrecision.FLOAT32) {
            return Forward.FLOATS;
        }
        boolean bytes = product.layer().weights().largestCode() <= MOST_BYTE_WEIGHT || OneDnn.exactIntegerProducts();
        return bytes ? Forward.BYTES : Forward.FLOATS;
    }

    /** Whether the sums of quantized weights are exact in the forward product's arithmetic. */
    static boolean exact(Step.Product product) {
        if (product.layer().weights() == WeightPrecision.FLOAT32 || forward(product) == Forward.BYTES) {
            return true;
        }
        long weight = product.layer().weights().largestCode();
        // Sums of codes over height and width are too large for floats in all but the smallest networks.
        return product.input().kind() != FeatureMap.Kind.MEAN_CODES
                && product.weightsPerOutput() * weight * 255 <= EXACT_FLOATS;
    }
}
