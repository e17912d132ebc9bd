package org.bitadapt.quant.engine.onednn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.quant.engine.contract.Calls;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.Phase;
import org.bitadapt.quant.engine.contract.StepListener;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Settlement;
import org.bitadapt.quant.engine.hysteresis.SignSettlement;
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
    private final WorkerTeam team;
    private final List<Worker> workers = new ArrayList<>();
    private final WeightPreparation preparation;
    private final GradientPlan plan;
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
     * @param options the threads, the largest batch and the precision of gradients; the kind of engine is not read
     * @throws IllegalArgumentException if a buffer would be 2 GB or more; nothing is left behind
     * @throws OutOfMemoryError if there is not enough memory or there are too many threads; nothing is left behind
     */
    public OneDnnEngine(
            LoweredNetwork network, PixelNormalization normalization, Settlement settlement, EngineOptions options) {
        this.network = network;
        this.normalization = normalization;
        this.layout = ParameterLayout.of(network);
        this.signs = new SignSettlement(network, layout, settlement);
        this.calls = new Calls(network, layout, options.maximumBatch());
        int threads = Math.min(options.threads(), options.maximumBatch());
        this.plan = new GradientPlan(network);
        this.preparation = new WeightPreparation(network.products(), threads);
        this.team = new WorkerTeam(threads);
        try {
            int most = (options.maximumBatch() + threads - 1) / threads;
            for (int number = 0; number < threads; number++) {
                workers.add(new Worker(number, network, plan, most));
            }
            this.shared = new BatchProgram.Shared(
                    network, layout, plan, team, workers, preparation, products(options.gradients()));
        } catch (RuntimeException | Error e) {
            team.close();
            workers.forEach(Worker::close);
            throw e;
        }
        this.pixelPeriod = ChannelPeriod.of(network.spec().input().channels());
        this.zeroPoints = pixelPeriod.newConstants();
        for (int c = 0; c < pixelPeriod.channels(); c++) {
            pixelPeriod.put(zeroPoints, c, normalization.zeroPoints().get(c));
        }
    }

    private List<SharedProduct> products(EngineOptions.Gradients gradients) {
        List<SharedProduct> products = new ArrayList<>();
        for (int i = 0; i < network.steps().size(); i++) {
            if (network.steps().get(i) instanceof Step.Product product) {
                Worker worker = workers.get(preparation.worker(products.size()));
                PreparedWeights weights = new PreparedWeights(product, layout, worker.scratch());
                products.add(new SharedProduct(
                        product, i, layout, weights, Products.precision(product, gradients), workers.size()));
            }
        }
        return products;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    private BatchProgram program(int count) {
        BatchProgram program = programs.computeIfAbsent(count, size -> new BatchProgram(shared, size));
        shared.products().forEach(product -> product.participants(program.workers()));
        return program;
    }

    @Override
    public void evaluate(
            FloatBuffer parameters, ByteBuffer pixels, int count, FloatBuffer scores, StepListener listener) {
        calls.check(parameters, pixels, count, scores);
        BatchProgram program = program(count);
        lastForward = Optional.empty();
        MapScales scales = MapScales.of(network, layout, parameters, normalization);
        team.run(team.size(), number -> {
            Stopwatch stopwatch = workers.get(number).stopwatch();
            stopwatch.enter(Phase.WEIGHT_PREPARATION);
            prepareWeights(number, parameters, false);
            shared.products().stream()
                    .filter(product -> product.index() % team.size() == number)
                    .forEach(product -> product.fold(scales, parameters));
            stopwatch.enter(Phase.OUTSIDE);
        });
        team.run(program.workers(), number -> {
            Slice slice = program.slice(number);
            load(slice, pixels);
            program.evaluate(number, parameters, scales, number == 0 ? listener : StepListener.NONE);
            store(slice, scales.of(network.output()), scores);
        });
    }

    private void prepareWeights(int number, FloatBuffer parameters, boolean training) {
        for (int i = 0; i < shared.products().size(); i++) {
            if (preparation.worker(i) == number) {
                shared.products().get(i).weights().prepare(parameters, training, workers.get(number).stream());
            }
        }
    }

    @Override
    public void forward(FloatBuffer parameters, ByteBuffer pixels, int count, long dropoutSeed, FloatBuffer scores) {
        calls.check(parameters, pixels, count, scores);
        BatchProgram program = program(count);
        lastForward = Optional.empty(); // a pass that fails leaves maps that no backward pass may use
        program.prepareTraining();
        team.run(team.size(), number -> {
            Stopwatch stopwatch = workers.get(number).stopwatch();
            stopwatch.enter(Phase.WEIGHT_PREPARATION);
            prepareWeights(number, parameters, true);
            stopwatch.enter(Phase.OUTSIDE);
        });
        team.run(program.workers(), number -> {
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
        team.run(program.workers(), number -> {
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
        team.run(team.size(), number -> {
            Stopwatch stopwatch = workers.get(number).stopwatch();
            stopwatch.enter(Phase.SETTLING);
            signs.clip(parameters, number, team.size());
            team.meet();
            signs.flip(parameters, step, number, team.size());
            stopwatch.enter(Phase.OUTSIDE);
        });
    }

    @Override
    public Map<Phase, Long> nanosByPhase() {
        return workers.get(0).stopwatch().nanos();
    }

    @Override
    public void close() {
        team.close();
        programs.clear();
        shared.products().forEach(SharedProduct::close);
        workers.forEach(Worker::close);
    }
}
