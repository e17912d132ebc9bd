package org.bitadapt.quant.engine.onednn.product;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;

/** The parameters of a product of which each output channel has one, and how their gradients are written. */
final class ChannelParameters {

    private final Optional<LayerSpec.BatchNorm> norm;
    private final Optional<ParameterSlice> bias;
    private final Optional<ParameterSlice> gamma;
    private final Optional<ParameterSlice> beta;
    private final Optional<ParameterSlice> mean;
    private final Optional<ParameterSlice> secondMoment;

    ChannelParameters(Step.Product product, ParameterLayout layout) {
        this.norm = product.batchNorm().map(Step.NamedLayer::layer);
        this.bias = slice(layout, product.name(), ParameterRole.BIAS);
        String normName = product.batchNorm().map(Step.NamedLayer::name).orElse(product.name());
        this.gamma = slice(layout, normName, ParameterRole.GAMMA);
        this.beta = slice(layout, normName, ParameterRole.BETA);
        this.mean = slice(layout, normName, ParameterRole.MEAN);
        this.secondMoment = slice(layout, normName, ParameterRole.SECOND_MOMENT);
    }

    private static Optional<ParameterSlice> slice(ParameterLayout layout, String node, ParameterRole role) {
        return layout.has(node, role) ? Optional.of(layout.slice(node, role)) : Optional.empty();
    }

    boolean normalized() {
        return norm.isPresent();
    }

    double epsilon() {
        return norm.orElseThrow().epsilon();
    }

    double bias(FloatBuffer parameters, int channel) {
        return bias.isPresent() ? parameters.get(bias.get().offset() + channel) : 0;
    }

    double gamma(FloatBuffer parameters, int channel) {
        return parameters.get(gamma.orElseThrow().offset() + channel);
    }

    double beta(FloatBuffer parameters, int channel) {
        return parameters.get(beta.orElseThrow().offset() + channel);
    }

    void biasGradient(FloatBuffer gradient, int channel, double value) {
        bias.ifPresent(slice -> gradient.put(slice.offset() + channel, (float) value));
    }

    void normGradient(FloatBuffer gradient, int channel, double byGamma, double byBeta) {
        gradient.put(gamma.orElseThrow().offset() + channel, (float) byGamma);
        gradient.put(beta.orElseThrow().offset() + channel, (float) byBeta);
    }

    /** Writes the old running statistics less the new ones as their gradient. */
    void move(FloatBuffer parameters, FloatBuffer gradient, int channel, double batchMean, double batchSecondMoment) {
        move(parameters, gradient, mean.orElseThrow().offset() + channel, batchMean);
        move(parameters, gradient, secondMoment.orElseThrow().offset() + channel, batchSecondMoment);
    }

    private void move(FloatBuffer parameters, FloatBuffer gradient, int index, double batch) {
        double rate = 1 - norm.orElseThrow().momentum();
        gradient.put(index, (float) (rate * (parameters.get(index) - batch)));
    }
}
