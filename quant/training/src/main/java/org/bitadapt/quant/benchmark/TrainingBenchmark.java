package org.bitadapt.quant.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.quant.engine.TrainingEngines;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.Phase;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.parameter.Initialization;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;

/**
 * Times whole training steps of an engine on random images: forward, loss, backward, momentum, settling of signs.
 *
 * <p>The work of a step does not depend on the pixels' values, so random pixels suffice. Steps before the measurement
 * let the JVM compile.
 */
public final class TrainingBenchmark implements AutoCloseable {

    private static final float RATE = 1e-3f;
    private static final float MOMENTUM = 0.9f;
    private static final int STRETCH = 4096;

    private final int batch;
    private final int classes;
    private final int trained;
    private final TrainingEngine engine;
    private final FloatBuffer parameters;
    private final FloatBuffer gradient;
    private final FloatBuffer velocity;
    private final FloatBuffer scores;
    private final FloatBuffer scoreGradient;
    private final ByteBuffer pixels;
    private final int[] labels;
    private final float[][] stretches = new float[3][STRETCH];
    private long steps;

    /**
     * Makes an engine, parameters and a batch.
     *
     * @param options the options of the engine, whose largest batch is measured
     */
    public TrainingBenchmark(NetworkSpec spec, EngineOptions options) {
        this.batch = options.maximumBatch();
        this.classes = spec.classes();
        int channels = spec.input().channels();
        PixelNormalization normalization = new PixelNormalization(Collections.nCopies(channels, 128), 1 / 64f);
        Hysteresis hysteresis = new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE);
        this.engine = TrainingEngines.open(spec, normalization, hysteresis, options);
        int size = engine.layout().size();
        this.parameters = floats(size);
        this.gradient = floats(size);
        this.trained = engine.layout().slices().values().stream()
                .filter(slice -> slice.role().trained())
                .mapToInt(ParameterSlice::end)
                .max()
                .orElse(0);
        this.velocity = floats(trained);
        this.scores = floats(batch * classes);
        this.scoreGradient = floats(batch * classes);
        this.pixels = ByteBuffer.allocateDirect(batch * spec.input().size()).order(ByteOrder.nativeOrder());
        this.labels = new Random(2).ints(batch, 0, classes).toArray();
        byte[] random = new byte[pixels.capacity()];
        new Random(1).nextBytes(random);
        pixels.put(0, random);
        Initialization.fill(LoweredNetwork.of(spec), engine.layout(), 1, parameters);
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /**
     * Takes steps for a while, and then measures each step for a while.
     *
     * @param warmUp the time of the steps before the measurement, which are at least two
     * @param measurement the time of the measured steps, which are at least three
     */
    public TrainingSpeed measure(Duration warmUp, Duration measurement) {
        takeSteps(warmUp, 2);
        Map<Phase, Long> before = engine.nanosByPhase();
        ProcessCost costBefore = ProcessCost.now();
        double[] seconds = takeSteps(measurement, 3);
        ProcessCost cost = ProcessCost.now().since(costBefore);
        double[] imagesPerSecond =
                Arrays.stream(seconds).map(value -> batch / value).sorted().toArray();
        return new TrainingSpeed(
                imagesPerSecond[imagesPerSecond.length / 2],
                imagesPerSecond[0],
                imagesPerSecond[imagesPerSecond.length - 1],
                seconds.length,
                shares(before, engine.nanosByPhase()),
                cost.minorFaults() / (double) seconds.length,
                cost.systemShare(),
                cost.peakResidentBytes());
    }

    private double[] takeSteps(Duration duration, int least) {
        DoubleStream.Builder seconds = DoubleStream.builder();
        long start = System.nanoTime();
        long now = start;
        for (int i = 0; i < least || now - start < duration.toNanos(); i++) {
            step();
            long end = System.nanoTime();
            seconds.add((end - now) / 1e9);
            now = end;
        }
        return seconds.build().toArray();
    }

    private void step() {
        engine.forward(parameters, pixels, batch, steps++, scores);
        lossGradient();
        engine.backward(parameters, scoreGradient, gradient);
        update();
        engine.settle(parameters, Math.toIntExact(steps));
    }

    /** The gradient of the mean cross-entropy. */
    private void lossGradient() {
        for (int image = 0; image < batch; image++) {
            int from = image * classes;
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = from; i < from + classes; i++) {
                largest = Math.max(largest, scores.get(i));
            }
            double sum = 0;
            for (int i = from; i < from + classes; i++) {
                sum += Math.exp(scores.get(i) - largest);
            }
            for (int i = from; i < from + classes; i++) {
                double target = labels[image] == i - from ? 1 : 0;
                double probability = Math.exp(scores.get(i) - largest) / sum;
                scoreGradient.put(i, (float) ((probability - target) / batch));
            }
        }
    }

    /** Updates trained parameters with momentum, and moves the state on by its own difference. */
    private void update() {
        for (int i = 0; i < trained; i += STRETCH) {
            int count = Math.min(STRETCH, trained - i);
            float[] weights = stretches[0];
            float[] slopes = stretches[1];
            float[] speeds = stretches[2];
            parameters.get(i, weights, 0, count);
            gradient.get(i, slopes, 0, count);
            velocity.get(i, speeds, 0, count);
            for (int k = 0; k < count; k++) {
                speeds[k] = MOMENTUM * speeds[k] + slopes[k];
                weights[k] -= RATE * speeds[k];
            }
            parameters.put(i, weights, 0, count);
            velocity.put(i, speeds, 0, count);
        }
        engine.layout().slices().values().forEach(slice -> {
            if (!slice.role().trained() && slice.role() != ParameterRole.SIGN) {
                for (int i = slice.offset(); i < slice.end(); i++) {
                    parameters.put(i, parameters.get(i) - gradient.get(i));
                }
            }
        });
    }

    private static Map<Phase, Double> shares(Map<Phase, Long> before, Map<Phase, Long> after) {
        Map<Phase, Long> spent = new EnumMap<>(Phase.class);
        after.forEach((phase, nanos) -> spent.put(phase, nanos - before.getOrDefault(phase, 0L)));
        double total = spent.values().stream().mapToLong(Long::longValue).sum();
        Map<Phase, Double> shares = new LinkedHashMap<>();
        spent.forEach((phase, nanos) -> shares.put(phase, total > 0 ? nanos / total : 0));
        return shares;
    }

    @Override
    public void close() {
        engine.close();
    }
}
