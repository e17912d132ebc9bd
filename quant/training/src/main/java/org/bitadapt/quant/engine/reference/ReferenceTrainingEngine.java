package org.bitadapt.quant.engine.reference;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.quant.engine.contract.Calls;
import org.bitadapt.quant.engine.contract.StepListener;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Settlement;
import org.bitadapt.quant.engine.hysteresis.SignSettlement;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.quantization.MapScales;

/**
 * Computes every step by its definition, in plain Java on one thread. The fast engine is compared with this engine,
 * which also runs where there is no native library.
 *
 * <p>Sums are in double and rounded to float once.
 */
public final class ReferenceTrainingEngine implements TrainingEngine {

    private final LoweredNetwork network;
    private final PixelNormalization normalization;
    private final ParameterLayout layout;
    private final SignSettlement signs;
    private final Calls calls;
    private final ReferenceMap[] maps;
    private final List<ReferenceStep> steps;
    private int images;
    private long seed;

    /**
     * Allocates the maps and gradients of the largest batch.
     *
     * @param layout where parameters lie in the vector
     * @param maximumBatch the most images in one call, at least 1
     * @throws ArithmeticException if a map of the largest batch has 2^31 values or more
     */
    public ReferenceTrainingEngine(
            LoweredNetwork network,
            ParameterLayout layout,
            PixelNormalization normalization,
            Settlement settlement,
            int maximumBatch) {
        this.network = network;
        this.normalization = normalization;
        this.layout = layout;
        this.signs = new SignSettlement(network, layout, settlement);
        this.calls = new Calls(network, layout, maximumBatch);
        this.maps = network.maps().stream()
                .map(map -> new ReferenceMap(map, maximumBatch))
                .toArray(ReferenceMap[]::new);
        this.steps = network.steps().stream().map(this::step).toList();
    }

    private ReferenceStep step(Step step) {
        ReferenceMap in = maps[step.input().index()];
        ReferenceMap out = maps[step.output().index()];
        if (step instanceof Step.Product product) {
            return new ReferenceProduct(product, layout, maps);
        }
        if (step instanceof Step.MaxPool pool) {
            return new ReferenceMaxPooling(pool, in, out);
        }
        return step instanceof Step.GlobalAverage average
                ? new ReferenceAverage(average, in, out)
                : new ReferenceDropout((Step.Drop) step, in, out);
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public void evaluate(
            FloatBuffer parameters, ByteBuffer pixels, int count, FloatBuffer scores, StepListener listener) {
        calls.check(parameters, pixels, count, scores);
        MapScales scales = MapScales.of(network, layout, parameters, normalization);
        load(pixels, count);
        ReferenceStep.Pass pass = new ReferenceStep.Pass(parameters, count, 0);
        for (int i = 0; i < steps.size(); i++) {
            listener.reached(i);
            steps.get(i).evaluate(pass, scales);
        }
        listener.reached(steps.size());
        store(count, scores);
        images = 0;
    }

    @Override
    public void forward(FloatBuffer parameters, ByteBuffer pixels, int count, long dropoutSeed, FloatBuffer scores) {
        calls.check(parameters, pixels, count, scores);
        load(pixels, count);
        ReferenceStep.Pass pass = new ReferenceStep.Pass(parameters, count, dropoutSeed);
        steps.forEach(step -> step.forward(pass));
        store(count, scores);
        images = count;
        seed = dropoutSeed;
    }

    private void load(ByteBuffer pixels, int count) {
        ReferenceMap image = maps[0];
        int channels = image.map.shape().channels();
        for (int i = 0; i < count * image.map.shape().size(); i++) {
            image.stored[i] = Byte.toUnsignedInt(pixels.get(i)) - normalization.zero(i % channels);
        }
        image.scale = normalization.scale();
    }

    private void store(int count, FloatBuffer scores) {
        ReferenceMap output = maps[network.output().index()];
        for (int i = 0; i < count * output.map.shape().size(); i++) {
            scores.put(i, (float) (output.stored[i] * output.scale));
        }
    }

    @Override
    public void backward(FloatBuffer parameters, FloatBuffer scoreGradient, FloatBuffer gradient) {
        if (images == 0) {
            throw new IllegalStateException("No forward pass of a training step came before the backward pass");
        }
        calls.checkVector("parameters", parameters);
        calls.checkVector("gradient", gradient);
        calls.checkScores("score gradient", scoreGradient, images);
        for (ReferenceMap map : maps) {
            Arrays.fill(map.gradient, 0);
        }
        scoreGradient.get(
                0,
                maps[network.output().index()].gradient,
                0,
                images * network.spec().classes());
        for (int i = 0; i < layout.size(); i++) {
            gradient.put(i, 0);
        }
        ReferenceStep.Pass pass = new ReferenceStep.Pass(parameters, images, seed);
        for (int i = steps.size() - 1; i >= 0; i--) {
            steps.get(i).backward(pass, gradient);
        }
    }

    @Override
    public void settle(FloatBuffer parameters, int step) {
        calls.checkVector("parameters", parameters);
        signs.settle(parameters, step);
    }

    @Override
    public void close() {
        // The engine has nothing but heap memory.
    }
}
