package org.bitadapt.quant.engine.onednn.product;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.contract.Phase;
import org.bitadapt.quant.engine.onednn.worker.GradientPlan;
import org.bitadapt.quant.engine.onednn.worker.OneDnnStep;
import org.bitadapt.quant.engine.onednn.worker.Slice;
import org.bitadapt.quant.engine.onednn.worker.SliceMemory;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.bitadapt.quant.engine.quantization.ActivationRange;
import org.bitadapt.quant.engine.quantization.Folding;
import org.bitadapt.quant.engine.quantization.MapScales;
import org.bitadapt.quant.kernel.ActivationPass;
import org.bitadapt.quant.kernel.ChannelPeriod;
import org.bitadapt.quant.kernel.ChannelSums;
import org.bitadapt.quant.kernel.ElementwiseKernels;
import org.bitadapt.quant.kernel.GradientSum;
import org.bitadapt.quant.kernel.Normalization;
import org.bitadapt.quant.kernel.Stretch;
import org.bitadapt.quant.kernel.onednn.ProductPrecision.Gradients;

/** Computes one worker's part of a product, which {@code ReferenceProduct} defines. */
public final class OneDnnProduct implements OneDnnStep {

    private final SharedProduct shared;
    private final Step.Product step;
    private final Slice slice;
    private final ElementwiseKernels kernels = ElementwiseKernels.best();
    private final ProductExecution execution;
    private final ChannelParameters channels;
    private final Optional<ParameterSlice> range;
    private final Normalization normalization;
    private final BatchStatistics statistics;
    private final NormalizationGradient normalizationGradient;
    private final GradientPlan.StepBuffers buffers;
    private final List<ByteBuffer> contributions;
    private final Optional<ByteBuffer> second;
    private final SliceSums sums;
    private final float[] shifts;
    private final int values;
    private final float least;
    private float rangeUsed;
    private boolean firstBatch;

    OneDnnProduct(SharedProduct shared, GradientPlan.StepBuffers buffers, Slice slice) {
        this.shared = shared;
        this.step = shared.step();
        this.slice = slice;
        this.buffers = buffers;
        this.execution = new ProductExecution(shared, buffers, slice);
        this.channels = new ChannelParameters(step, shared.layout());
        this.range = step.output().kind() == FeatureMap.Kind.CODES
                ? Optional.of(ActivationRange.slice(step, shared.layout()))
                : Optional.empty();
        this.normalization = normalization();
        this.statistics = new BatchStatistics(step.layer().outputs());
        this.normalizationGradient = new NormalizationGradient(normalization.period());
        this.contributions = slice.gradients(buffers.output());
        this.second = contributions.stream().skip(1).findFirst();
        this.sums = shared.sums(slice.worker());
        this.shifts = normalization.period().newConstants();
        this.values = slice.images() * step.output().shape().size();
        this.least = step.activation().isPresent() ? 0 : Float.NEGATIVE_INFINITY;
    }

    /** The sums of products and their gradients, on this slice. */
    ProductExecution execution() {
        return execution;
    }

    private Normalization normalization() {
        SliceMemory memory = slice.memory();
        ByteBuffer products = memory.kept(shared.index()).bytes();
        Normalization.Residual kind = step.residual()
                .map(map -> map.kind() == FeatureMap.Kind.CODES
                        ? Normalization.Residual.CODES
                        : Normalization.Residual.FLOATS)
                .orElse(Normalization.Residual.NONE);
        ByteBuffer residual = step.residual().map(memory::mapBytes).orElse(products);
        return new Normalization(ChannelPeriod.of(step.layer().outputs()), products, kind, residual);
    }

    @Override
    public void evaluate(Pass pass, MapScales scales) {
        execution.forwardExactly(pass.parameters());
        Folding folding = shared.folding();
        for (int c = 0; c < step.layer().outputs(); c++) {
            normalization.set(c, folding.multiplier()[c], folding.offset()[c]);
        }
        normalization.residualScale(folding.residualScale());
        activate();
    }

    /** Writes the output map; returns the largest value before the activation if the output is codes, else 0. */
    private float activate() {
        slice.enter(Phase.ACTIVATION);
        ByteBuffer output = slice.memory().mapBytes(step.output());
        if (range.isPresent()) {
            return kernels.codes(normalization, step.output().largestCode(), 0, values, output);
        }
        kernels.floats(normalization, least, 0, values, output);
        return 0;
    }

    @Override
    public void forward(Pass pass) {
        execution.forward();
        if (channels.normalized()) {
            measure();
            slice.meet();
            statistics.merge(shared.sums());
        }
        double out = range.isPresent() ? outputScale(pass.parameters()) : 1;
        setConstants(pass.parameters(), out);
        sums.largest = activate();
        slice.memory().scale(step.output(), out);
    }

    private void measure() {
        slice.enter(Phase.STATISTICS);
        ChannelPeriod period = normalization.period();
        clear(sums.values, sums.squares);
        sums.count = values / period.channels();
        for (int c = 0; c < period.channels(); c++) {
            sums.shifts[c] = normalization.products().getFloat(c * Float.BYTES);
            period.put(shifts, c, sums.shifts[c]);
        }
        ChannelSums moments = new ChannelSums(sums.values, sums.squares);
        kernels.moments(normalization.products(), shifts, period, 0, values, moments);
    }

    private static void clear(double[]... arrays) {
        for (double[] array : arrays) {
            Arrays.fill(array, 0);
        }
    }

    /**
     * The scale of this batch's codes: from the tracked range, or in the first batch from the batch's largest value.
     */
    private double outputScale(FloatBuffer parameters) {
        float tracked = parameters.get(range.orElseThrow().offset());
        firstBatch = !(tracked > 0);
        if (tracked > 0) {
            rangeUsed = tracked;
        } else {
            setConstants(parameters, 1);
            sums.largest = kernels.largest(normalization, 0, values);
            slice.meet();
            rangeUsed = ActivationRange.used(
                    tracked, shared.largest(), step.output().bits());
            slice.meet();
        }
        return ActivationRange.scale(rangeUsed, step.output().largestCode());
    }

    /** Sets the constants that give {@code y} in units of {@code out}. */
    private void setConstants(FloatBuffer parameters, double out) {
        for (int c = 0; c < step.layer().outputs(); c++) {
            double factor = factor(c);
            if (channels.normalized()) {
                double gain = channels.gamma(parameters, c) * inverseDeviation(c);
                double centre = factor * statistics.mean(c) * gain;
                normalization.set(
                        c, (float) (factor * gain / out), (float) ((channels.beta(parameters, c) - centre) / out));
            } else {
                normalization.set(c, (float) (factor / out), (float) (channels.bias(parameters, c) / out));
            }
        }
        double residual = step.residual().map(slice.memory()::scale).orElse(1.0);
        normalization.residualScale((float) (residual / out));
    }

    /** The factor in {@code z = factor * product + bias}. */
    private double factor(int channel) {
        return shared.weights().scales()[channel] * slice.memory().scale(step.input());
    }

    /** The inverse of the standard deviation of {@code z}. */
    private double inverseDeviation(int channel) {
        double factor = factor(channel);
        return 1 / Math.sqrt(factor * factor * statistics.variance(channel) + channels.epsilon());
    }

    @Override
    public void backward(Pass pass, FloatBuffer gradient) {
        slice.enter(Phase.ACTIVATION_GRADIENT);
        ByteBuffer g = mask();
        slice.meet();
        if (channels.normalized()) {
            setGradientConstants(pass.parameters(), gradient);
        } else {
            writeBiasGradient(gradient);
        }
        writeProductGradient(g);
        if (slice.worker() == 0) {
            moveRange(pass.parameters(), gradient);
        }
        execution.backward(gradient);
    }

    /** Computes the gradient before the activation, and the gradient's sums. */
    private ByteBuffer mask() {
        ByteBuffer g = contributions.get(0);
        for (int i = 2; i < contributions.size(); i++) {
            kernels.add(contributions.get(i), 0, values, g);
        }
        clear(sums.gradients, sums.centredGradients);
        float[] centres = normalizationGradient.centres(statistics);
        kernels.masked(
                normalization,
                new ActivationPass(least, most()),
                new Stretch(0, values),
                new GradientSum(g, second),
                centres,
                new ChannelSums(sums.gradients, sums.centredGradients));
        return g;
    }

    /**
     * The value from which on the gradient stops. The first batch's range is its largest value, which rounding may put
     * next to the largest code.
     */
    private float most() {
        if (range.isEmpty()) {
            return Float.POSITIVE_INFINITY;
        }
        int largestCode = step.output().largestCode();
        return firstBatch ? Math.min(largestCode, shared.largest()) : largestCode;
    }

    /** Writes the gradient of the sums of products, times the scale of the weights. */
    private void writeProductGradient(ByteBuffer g) {
        ByteBuffer dz = slice.memory().gradient(buffers.product().orElseThrow()).bytes();
        if (shared.precision().gradients() == Gradients.BFLOAT16) {
            normalizationGradient.toBfloat16(kernels, g, normalization, values, dz);
        } else {
            normalizationGradient.toFloats(kernels, g, normalization, values, dz);
        }
    }

    private void setGradientConstants(FloatBuffer parameters, FloatBuffer gradient) {
        long count = statistics.count();
        for (int c = 0; c < step.layer().outputs(); c++) {
            double byBeta = 0;
            double centred = 0;
            for (SliceSums one : shared.sums()) {
                byBeta += one.gradients[c];
                centred += one.centredGradients[c];
            }
            double deviation = inverseDeviation(c);
            double byGamma = centred * factor(c) * deviation;
            double gain = channels.gamma(parameters, c) * deviation;
            double slope = -gain * byGamma / count * factor(c) * deviation;
            double constant = -gain * byBeta / count - slope * statistics.mean(c);
            double scale = shared.weights().gradientScale(c);
            normalizationGradient.set(c, scale * gain, scale * slope, scale * constant);
            if (slice.worker() == 0) {
                channels.normGradient(gradient, c, byGamma, byBeta);
                channels.biasGradient(gradient, c, 0);
                moveStatistics(parameters, gradient, c);
            }
        }
    }

    private void moveStatistics(FloatBuffer parameters, FloatBuffer gradient, int channel) {
        double factor = factor(channel);
        double mean = factor * statistics.mean(channel) + channels.bias(parameters, channel);
        double variance = factor * factor * statistics.variance(channel);
        long count = statistics.count();
        double unbiased = count > 1 ? variance * count / (count - 1) : variance;
        channels.move(parameters, gradient, channel, mean, unbiased + mean * mean);
    }

    private void writeBiasGradient(FloatBuffer gradient) {
        for (int c = 0; c < step.layer().outputs(); c++) {
            normalizationGradient.setGain(c, shared.weights().gradientScale(c));
            double sum = 0;
            for (SliceSums one : shared.sums()) {
                sum += one.gradients[c];
            }
            if (slice.worker() == 0) {
                channels.biasGradient(gradient, c, sum);
            }
        }
    }

    private float moved(float range) {
        float largest = (float) (shared.largest() * slice.memory().scale(step.output()));
        return ActivationRange.moved(range, largest, step.output().bits());
    }

    private void moveRange(FloatBuffer parameters, FloatBuffer gradient) {
        range.ifPresent(where -> {
            float old = parameters.get(where.offset());
            gradient.put(where.offset(), old - (firstBatch ? rangeUsed : moved(old)));
        });
    }
}
