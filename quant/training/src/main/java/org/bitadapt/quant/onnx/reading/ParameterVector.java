package org.bitadapt.quant.onnx.reading;

import java.util.Map;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;

/** Lays numbers of layers out as a network's parameters. */
final class ParameterVector {

    private final ParameterLayout layout;
    private final float[] vector;

    private ParameterVector(ParameterLayout layout) {
        this.layout = layout;
        this.vector = new float[layout.size()];
    }

    /**
     * The parameters of a network in float32.
     *
     * @param weights the numbers of each layer with weights
     */
    static float[] of(NetworkSpec spec, Map<String, Weights> weights) {
        LoweredNetwork network = LoweredNetwork.of(spec);
        ParameterVector result = new ParameterVector(ParameterLayout.of(network));
        network.products().forEach(product -> result.put(product, weights.get(product.name())));
        return result.vector;
    }

    private void put(Step.Product product, Weights own) {
        put(product.name(), ParameterRole.WEIGHT, own.weights());
        own.bias().ifPresent(bias -> {
            float[] rounded = new float[bias.length];
            for (int i = 0; i < rounded.length; i++) {
                rounded[i] = (float) bias[i];
            }
            put(product.name(), ParameterRole.BIAS, rounded);
        });
        product.batchNorm().ifPresent(norm -> {
            Norm.Parameters numbers = own.norm().orElseThrow().parameters();
            put(norm.name(), ParameterRole.GAMMA, numbers.gamma());
            put(norm.name(), ParameterRole.BETA, numbers.beta());
            put(norm.name(), ParameterRole.MEAN, numbers.mean());
            put(norm.name(), ParameterRole.SECOND_MOMENT, numbers.secondMoment());
        });
    }

    private void put(String node, ParameterRole role, float[] values) {
        var slice = layout.slice(node, role);
        if (slice.length() != values.length) {
            throw new IllegalStateException(
                    values.length + " numbers for the " + slice.length() + " of " + slice.key());
        }
        System.arraycopy(values, 0, vector, slice.offset(), values.length);
    }
}
