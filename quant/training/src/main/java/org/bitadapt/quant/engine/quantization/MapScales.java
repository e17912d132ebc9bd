package org.bitadapt.quant.engine.quantization;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.Shape;
import org.bitadapt.quant.engine.parameter.ParameterLayout;

/**
 * The unit of every feature map in evaluation: {@code value = scale * stored}.
 *
 * <ul>
 *   <li>PIXELS: the scale is the normalization's; stored values are pixels less their zero point.
 *   <li>CODES: the scale is {@code range / largest code} of the activation; pooling and dropout keep it.
 *   <li>MEAN_CODES: the scale is {@code scale / (height * width)} of the codes; stored values are sums of codes.
 *   <li>FLOATS: the scale is 1. A product's map that only one sum reads, through dropout or not, is stored in the unit
 *       of the sum instead: the unit of codes, if an activation to codes follows.
 * </ul>
 */
public final class MapScales {

    private final double[] scales;

    private MapScales(double[] scales) {
        this.scales = scales;
    }

    /** The scales that a parameter vector gives the maps of a network. */
    public static MapScales of(
            LoweredNetwork network, ParameterLayout layout, FloatBuffer parameters, PixelNormalization normalization) {
        double[] scales = new double[network.maps().size()];
        scales[0] = normalization.scale();
        for (Step step : network.steps()) {
            scales[step.output().index()] = scale(step, scales, layout, parameters);
        }
        // Products go from the last to the first, because in a row of sums the last one, before the activation, gives
        // the unit.
        List<Step.Product> products = network.products();
        for (int i = products.size() - 1; i >= 0; i--) {
            Step.Product product = products.get(i);
            for (FeatureMap map : ownBranch(product, network)) {
                scales[map.index()] = scales[product.output().index()];
            }
        }
        return new MapScales(scales);
    }

    private static double scale(Step step, double[] scales, ParameterLayout layout, FloatBuffer parameters) {
        double in = scales[step.input().index()];
        if (step instanceof Step.Product product) {
            return product.output().kind() == FeatureMap.Kind.CODES
                    ? ActivationRange.scale(
                            ActivationRange.of(product, layout, parameters),
                            product.output().largestCode())
                    : 1;
        }
        return step instanceof Step.GlobalAverage ? in / summands(step.input()) : in;
    }

    /** How many stored values the global average adds up without dividing: height x width in integer maps, else 1. */
    public static int summands(FeatureMap input) {
        Shape shape = input.shape();
        return input.kind() == FeatureMap.Kind.FLOATS ? 1 : shape.height() * shape.width();
    }

    /** The maps from another product's output to the residual, if they are floats that no other step reads. */
    private static List<FeatureMap> ownBranch(Step.Product sum, LoweredNetwork network) {
        List<FeatureMap> maps = new ArrayList<>();
        Optional<FeatureMap> next = sum.residual();
        while (next.isPresent()) {
            FeatureMap map = next.get();
            if (map.kind() != FeatureMap.Kind.FLOATS || readers(map, network) != 1) {
                return List.of();
            }
            maps.add(map);
            Step maker = network.steps().get(map.index() - 1);
            if (maker instanceof Step.Product) {
                return maps;
            }
            next = maker instanceof Step.Drop ? Optional.of(maker.input()) : Optional.empty();
        }
        return List.of();
    }

    private static long readers(FeatureMap map, LoweredNetwork network) {
        long inputs = network.steps().stream()
                .filter(step -> step.input().equals(map))
                .count();
        long residuals = network.products().stream()
                .filter(step -> step.residual().filter(map::equals).isPresent())
                .count();
        return inputs + residuals;
    }

    /** The scale of one map; above 0. */
    public double of(FeatureMap map) {
        return scales[map.index()];
    }
}
