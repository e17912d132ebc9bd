package org.bitadapt.quant.engine.onednn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.quant.engine.contract.Calls;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.Phase;
import org.bitadapt.quant.engine.contract.StepListener;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Settlement;
import org.bitadapt.quant.engine.hysteresis.SignSettlement;
import org.bitadapt.quant.engine.onednn.product.SharedProducts;
import org.bitadapt.quant.engine.onednn.worker.GradientPlan;
import org.bitadapt.quant.engine.onednn.worker.Slice;
import org.bitadapt.quant.engine.onednn.worker.Workers;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.quantization.MapScales;
import org.bitadapt.quant.kernel.ChannelPeriod;
import org.bitadapt.quant.kernel.ElementwiseKernels;

/**
 * Runs the products on oneDNN and the rest on vector kernels, with a team of workers that each take a slice of the
 * batch.
 *
 * <p>Memory is allocated once for the largest batch and kernels are compiled once per number of images. Statistics are
 * taken over the whole batch. All sums over workers are taken in one order, so that equal numbers of threads give equal
 * results.
 */
public final class OneDnnEngine implements TrainingEngine {

    private final LoweredNetwork network;
    private final PixelNormalization normalization;
    private final ParameterLayout layout;
    private final SignSettlement signs;
    private final Calls calls;
    private final GradientPlan plan;
    private final Workers workers;
    private final SharedProducts products;
    private final BatchProgram.Shared shared;
    private final Map<Integer, BatchProgram> programs = new HashMap<>();
    private final ChannelPeriod pixelPeriod;
    private final float[] zeroPoints;
    private Optional<BatchProgram> lastForward = Optional.empty();
    private int images;
    private long seed;

    /**
     * Starts the threads and allocates the memory of the largest batch. The native library must have been loaded.
     *
     * @param layout where parameters lie in the vector
     * @param options the threads, the largest batch and the precision of gradients; the kind of engine is not read
     * @throws IllegalArgumentException if a buffer would be 2 GB or more; nothing is left behind
     * @throws OutOfMemoryError if there is not enough memory or there are too many threads; nothing is left behind
     */
    public OneDnnEngine(
            LoweredNetwork network,
            ParameterLayout layout,
            PixelNormalization normalization,
            Settlement settlement,
            EngineOptions options) {
        this.network = network;
        this.normalization = normalization;
        this.layout = layout;
        this.signs = new SignSettlement(network, layout, settlement);
        this.calls = new Calls(network, layout, options.maximumBatch());
        int threads = Math.min(options.threads(), options.maximumBatch());
        this.plan = new GradientPlan(network);
        this.workers = new Workers(network, plan, threads, options.maximumBatch());
        try {
            this.products = new SharedProducts(network, layout, options.gradients(), workers);
        } catch (RuntimeException | Error e) {
            workers.close();
            throw e;
        }
        this.shared = new BatchProgram.Shared(network, plan, workers, products);
        this.pixelPeriod = ChannelPeriod.of(network.spec().input().channels());
        this.zeroPoints = pixelPeriod.newConstants();
        for (int c = 0; c < pixelPeriod.channels(); c++) {
            pixelPeriod.put(zeroPoints, c, normalization.zero(c));
        }
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    private BatchProgram program(int count) {
        BatchProgram program = programs.computeIfAbsent(count, size -> new BatchProgram(shared, size));
        products.participants(program.workers());
        return program;
    }

    @Override
    public void evaluate(
            FloatBuffer parameters, ByteBuffer pixels, int count, FloatBuffer scores, StepListener listener) {
        calls.check(parameters, pixels, count, scores);
        BatchProgram program = program(count);
        lastForward = Optional.empty();
        MapScales scales = MapScales.of(network, layout, parameters, normalization);
        workers.run(workers.size(), number -> {
            workers.enter(number, Phase.WEIGHT_PREPARATION);
            products.prepareForEvaluation(number, parameters);
            products.fold(number, scales, parameters);
            workers.enter(number, Phase.OUTSIDE);
        });
        workers.run(program.workers(), number -> {
            Slice slice = program.slice(number);
            load(slice, pixels);
            program.evaluate(number, parameters, scales, number == 0 ? listener : StepListener.NONE);
            store(slice, scales.of(network.output()), scores);
        });
    }

    @Override
    public void forward(FloatBuffer parameters, ByteBuffer pixels, int count, long dropoutSeed, FloatBuffer scores) {
        calls.check(parameters, pixels, count, scores);
        BatchProgram program = program(count);
        lastForward = Optional.empty(); // a pass that fails leaves maps that no backward pass may use
        program.prepareTraining();
        workers.run(workers.size(), number -> {
            workers.enter(number, Phase.WEIGHT_PREPARATION);
            products.prepareForTraining(number, parameters);
            workers.enter(number, Phase.OUTSIDE);
        });
        workers.run(program.workers(), number -> {
            Slice slice = program.slice(number);
            load(slice, pixels);
            slice.memory().scale(network.maps().get(0), normalization.scale());
            program.forward(number, parameters, dropoutSeed);
            store(slice, slice.memory().scale(network.output()), scores);
        });
        lastForward = Optional.of(program);
        images = count;
        seed = dropoutSeed;
    }

    private void load(Slice slice, ByteBuffer pixels) {
        slice.enter(Phase.TRANSFER);
        FeatureMap image = network.maps().get(0);
        int size = image.shape().size();
        ByteBuffer mine = pixels.slice(slice.first() * size, slice.images() * size);
        ElementwiseKernels.best()
                .centre(
                        mine,
                        zeroPoints,
                        pixelPeriod,
                        0,
                        slice.images() * size,
                        slice.memory().mapBytes(image));
    }

    private void store(Slice slice, double scale, FloatBuffer scores) {
        slice.enter(Phase.TRANSFER);
        ByteBuffer stored = slice.memory().mapBytes(network.output());
        int size = network.output().shape().size();
        for (int i = 0; i < slice.images() * size; i++) {
            scores.put(slice.first() * size + i, (float) (stored.getFloat(i * Float.BYTES) * scale));
        }
        slice.enter(Phase.OUTSIDE);
    }

    @Override
    public void backward(FloatBuffer parameters, FloatBuffer scoreGradient, FloatBuffer gradient) {
        BatchProgram program = lastForward.orElseThrow(
                () -> new IllegalStateException("No forward pass of a training step came before the backward pass"));
        calls.checkVector("parameters", parameters);
        calls.checkVector("gradient", gradient);
        calls.checkScores("score gradient", scoreGradient, images);
        workers.run(program.workers(), number -> {
            Slice slice = program.slice(number);
            loadGradient(slice, scoreGradient);
            program.backward(number, parameters, seed, gradient);
            slice.enter(Phase.OUTSIDE);
        });
    }

    private void loadGradient(Slice slice, FloatBuffer scoreGradient) {
        slice.enter(Phase.TRANSFER);
        ByteBuffer target = slice.memory().gradient(plan.scores()).bytes();
        int size = network.output().shape().size();
        for (int i = 0; i < slice.images() * size; i++) {
            target.putFloat(i * Float.BYTES, scoreGradient.get(slice.first() * size + i));
        }
    }

    @Override
    public void settle(FloatBuffer parameters, int step) {
        calls.checkVector("parameters", parameters);
        workers.run(workers.size(), number -> {
            workers.enter(number, Phase.SETTLING);
            signs.clip(parameters, number, workers.size());
            workers.meet();
            signs.flip(parameters, step, number, workers.size());
            workers.enter(number, Phase.OUTSIDE);
        });
    }

    @Override
    public Map<Phase, Long> nanosByPhase() {
        return workers.nanosByPhase();
    }

    @Override
    public void close() {
        programs.clear();
        products.close();
        workers.close();
    }
}
