package org.bitadapt.quant.onnx;

import java.util.List;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.FeatureMap.Kind;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.quantization.MapScales;

/**
 * The scale that 8-bit codes over the range of a map's codes would have. Values beside narrow maps, such as branches of
 * sums and means, keep 8 bits: rounded to codes of two bits they would say nothing.
 *
 * <p>{@code of(map) = scale * largest / 255} for codes up to {@code largest}; the scale itself for 8-bit codes. A branch
 * of a sum has the range of the sum.
 */
final class ByteScales {

    private final MapScales scales;
    private final double[] shares;

    private ByteScales(MapScales scales, double[] shares) {
        this.scales = scales;
        this.shares = shares;
    }

    /** The scales of the maps of a network. */
    static ByteScales of(LoweredNetwork network, MapScales scales) {
        double[] shares = new double[network.maps().size()];
        network.maps().forEach(map -> shares[map.index()] = share(map));
        // A branch is made before the sum that has its range, so steps go from the last to the first.
        List<Step> steps = network.steps();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            double own = shares[step.output().index()];
            if (step instanceof Step.Product product) {
                product.residual().filter(map -> map.kind() == Kind.FLOATS).ifPresent(map -> shares[map.index()] = own);
            } else if (step instanceof Step.Drop && step.input().kind() == Kind.FLOATS) {
                shares[step.input().index()] = own;
            }
        }
        return new ByteScales(scales, shares);
    }

    private static double share(FeatureMap map) {
        return map.kind() == Kind.FLOATS ? 1 : (double) map.largestCode() / Quantization.LARGEST_CODE;
    }

    /** The scale of 8-bit codes over a map's range; above 0. */
    double of(FeatureMap map) {
        return scales.of(map) * shares[map.index()];
    }
}
