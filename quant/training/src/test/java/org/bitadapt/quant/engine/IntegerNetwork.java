package org.bitadapt.quant.engine;

import java.nio.FloatBuffer;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.Shape;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.quantization.Folding;
import org.bitadapt.quant.engine.quantization.MapScales;
import org.bitadapt.quant.engine.quantization.WeightQuantization;

/**
 * Evaluates a quantized network as an exported model would, on {@code long} codes, and shares no code with the engines.
 * Maps are {@code [channel][y][x]} of one image.
 */
final class IntegerNetwork {

    private final LoweredNetwork network;
    private final ParameterLayout layout;
    private final FloatBuffer parameters;
    private final MapScales scales;
    private final long[][] codes;
    private final float[][] floats;

    IntegerNetwork(LoweredNetwork network, ParameterLayout layout, FloatBuffer parameters) {
        this.network = network;
        this.layout = layout;
        this.parameters = parameters;
        this.scales = MapScales.of(network, layout, parameters, Workbench.NORMALIZATION);
        this.codes = new long[network.maps().size()][];
        this.floats = new float[network.maps().size()][];
    }

    float[] scores(long[] image) {
        codes[0] = image;
        for (Step step : network.steps()) {
            int out = step.output().index();
            if (step instanceof Step.Product product) {
                product(product);
            } else if (step instanceof Step.MaxPool pool) {
                codes[out] = pooled(pool);
            } else if (step instanceof Step.GlobalAverage) {
                codes[out] = summed(step.input());
            } else {
                codes[out] = codes[step.input().index()];
            }
        }
        return floats[network.output().index()];
    }

    private void product(Step.Product product) {
        Folding folding = Folding.of(product, scales, layout, parameters);
        Shape shape = product.output().shape();
        float[] y = new float[shape.size()];
        for (int i = 0; i < y.length; i++) {
            int c = i / (shape.height() * shape.width());
            int pixel = i % (shape.height() * shape.width());
            long sum = sum(product, c, pixel / shape.width(), pixel % shape.width());
            y[i] = (float) sum * folding.multiplier()[c];
            y[i] += folding.offset()[c];
            if (product.residual().isPresent()) {
                int residual = product.residual().get().index();
                float stored = codes[residual] != null ? (float) codes[residual][i] : floats[residual][i];
                y[i] += stored * folding.residualScale();
            }
        }
        if (product.output().kind() == FeatureMap.Kind.CODES) {
            codes[product.output().index()] = rounded(y, product.output().largestCode());
        } else {
            floats[product.output().index()] = y;
        }
    }

    private static long[] rounded(float[] y, int largest) {
        long[] codes = new long[y.length];
        for (int i = 0; i < y.length; i++) {
            codes[i] = (long) Math.rint(Math.max(0, Math.min(largest, y[i])));
        }
        return codes;
    }

    private long sum(Step.Product product, int output, int y, int x) {
        Shape in = product.input().shape();
        Step.Window window = product.window();
        float[] weights = new float[product.weightsPerOutput()];
        WeightQuantization.of(product, layout, parameters).codes(output, weights, 0);
        long sum = 0;
        for (int i = 0; i < weights.length; i++) {
            int c = i / (window.height() * window.width());
            int inY = y * window.stride() - window.padding() + i / window.width() % window.height();
            int inX = x * window.stride() - window.padding() + i % window.width();
            if (inY >= 0 && inY < in.height() && inX >= 0 && inX < in.width()) {
                sum += ((long) weights[i]) * codes[product.input().index()][(c * in.height() + inY) * in.width() + inX];
            }
        }
        return sum;
    }

    private long[] pooled(Step.MaxPool pool) {
        Shape in = pool.input().shape();
        Shape out = pool.output().shape();
        long[] result = new long[out.size()];
        for (int i = 0; i < result.length; i++) {
            int c = i / (out.height() * out.width());
            int y = i / out.width() % out.height() * pool.window().stride()
                    - pool.window().padding();
            int x = i % out.width() * pool.window().stride() - pool.window().padding();
            for (int inY = Math.max(y, 0); inY < Math.min(y + pool.window().height(), in.height()); inY++) {
                for (int inX = Math.max(x, 0); inX < Math.min(x + pool.window().width(), in.width()); inX++) {
                    long value = codes[pool.input().index()][(c * in.height() + inY) * in.width() + inX];
                    result[i] = Math.max(result[i], value);
                }
            }
        }
        return result;
    }

    private long[] summed(FeatureMap map) {
        int pixels = map.shape().height() * map.shape().width();
        long[] result = new long[map.shape().channels()];
        for (int i = 0; i < map.shape().size(); i++) {
            result[i / pixels] += codes[map.index()][i];
        }
        return result;
    }
}
