package org.bitadapt.quant.engine;

import java.nio.FloatBuffer;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.Shape;

/**
 * The unit of every feature map in evaluation: {@code value = scale * stored}.
 *
 * <ul>
 *   <li>PIXELS: the normalization's scale; stored are pixels less their zero point.
 *   <li>CODES: {@code range / 255} of the activation; pooling and dropout keep it.
 *   <li>MEAN_CODES: {@code scale / (height * width)}; stored are sums of codes.
 *   <li>FLOATS: 1; but a map that is only ever added before one activation to codes is stored in units of these codes.
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
        for (Step.Product product : network.products()) {
            product.residual()
                    .filter(map -> onlyResidual(map, network))
                    .ifPresent(
                            map -> scales[map.index()] = scales[product.output().index()]);
        }
        return new MapScales(scales);
    }

    private static double scale(Step step, double[] scales, ParameterLayout layout, FloatBuffer parameters) {
        double in = scales[step.input().index()];
        if (step instanceof Step.Product product) {
            return product.output().kind() == FeatureMap.Kind.CODES
                    ? ActivationRange.scale(ActivationRange.of(product, layout, parameters))
                    : 1;
        }
        return step instanceof Step.GlobalAverage ? in / summands(step.input()) : in;
    }

    /** How many stored values the global average adds up without dividing: those of integer maps. */
    static int summands(FeatureMap input) {
        Shape shape = input.shape();
        return input.kind() == FeatureMap.Kind.FLOATS ? 1 : shape.height() * shape.width();
    }

    private static boolean onlyResidual(FeatureMap map, LoweredNetwork network) {
        boolean product =
                network.products().stream().anyMatch(step -> step.output().equals(map));
        boolean read = network.steps().stream().anyMatch(step -> step.input().equals(map));
        long sums = network.products().stream()
                .filter(step -> step.residual().filter(map::equals).isPresent())
                .count();
        return map.kind() == FeatureMap.Kind.FLOATS && product && !read && sums == 1;
    }

    /** The scale of one map; above 0. */
    public double of(FeatureMap map) {
        return scales[map.index()];
    }
}
