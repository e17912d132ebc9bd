package org.bitadapt.quant.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.parameter.Initialization;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;

/** An engine with parameters, images and gradients of its own. */
final class Workbench implements AutoCloseable {

    static final PixelNormalization NORMALIZATION = new PixelNormalization(List.of(120, 126, 97), 1 / 64f);
    static final Hysteresis HYSTERESIS = new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE);

    final LoweredNetwork network;
    final TrainingEngine engine;
    final int images;
    final FloatBuffer parameters;
    final FloatBuffer gradient;
    final FloatBuffer scores;
    final FloatBuffer scoreGradient;
    final ByteBuffer pixels;

    Workbench(NetworkSpec spec, int images, EngineOptions.Kind kind, int threads) {
        this(spec, new EngineOptions(threads, images, kind));
    }

    /** Makes a workbench whose batch is the engine's largest. */
    Workbench(NetworkSpec spec, EngineOptions options) {
        this.network = LoweredNetwork.of(spec);
        this.images = options.maximumBatch();
        this.engine = TrainingEngines.open(spec, NORMALIZATION, HYSTERESIS, options);
        this.parameters = floats(engine.layout().size());
        this.gradient = floats(engine.layout().size());
        this.scores = floats(images * spec.classes());
        this.scoreGradient = floats(images * spec.classes());
        this.pixels = ByteBuffer.allocateDirect(images * spec.input().size()).order(ByteOrder.nativeOrder());
        Initialization.fill(network, engine.layout(), 1, parameters);
        Random random = new Random(2);
        for (int i = 0; i < pixels.capacity(); i++) {
            pixels.put(i, (byte) random.nextInt(256));
        }
        for (int i = 0; i < scoreGradient.capacity(); i++) {
            scoreGradient.put(i, (float) random.nextGaussian());
        }
    }

    static Workbench reference(NetworkSpec spec, int images) {
        return new Workbench(spec, images, EngineOptions.Kind.REFERENCE, 1);
    }

    static FloatBuffer floats(int length) {
        return ByteBuffer.allocateDirect(length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    void forward(long seed) {
        engine.forward(parameters, pixels, images, seed, scores);
    }

    void backward() {
        engine.backward(parameters, scoreGradient, gradient);
    }

    void evaluate() {
        engine.evaluate(parameters, pixels, images, scores);
    }

    /** The loss whose gradient by scores is {@link #scoreGradient}. */
    double loss() {
        double sum = 0;
        for (int i = 0; i < scores.capacity(); i++) {
            sum += (double) scores.get(i) * scoreGradient.get(i);
        }
        return sum;
    }

    /** Takes a step of plain gradient descent, in which the state moves on by its own difference. */
    void descend(float rate) {
        engine.layout().slices().values().forEach(slice -> {
            float factor = slice.role().trained() ? rate : 1;
            for (int i = slice.offset(); i < slice.end(); i++) {
                parameters.put(i, parameters.get(i) - factor * gradient.get(i));
            }
        });
        engine.settle(parameters, 0);
    }

    ParameterSlice slice(String node, ParameterRole role) {
        return engine.layout().slice(node, role);
    }

    void set(String node, ParameterRole role, float... values) {
        ParameterSlice slice = slice(node, role);
        for (int i = 0; i < slice.length(); i++) {
            parameters.put(slice.offset() + i, values[i % values.length]);
        }
    }

    static float[] read(FloatBuffer vector, ParameterSlice slice) {
        float[] values = new float[slice.length()];
        vector.get(slice.offset(), values);
        return values;
    }

    /** The input value at a channels-last position in the whole batch. */
    double pixel(int position) {
        int zeroPoint = NORMALIZATION.zeroPoints().get(position % 3);
        return (Byte.toUnsignedInt(pixels.get(position)) - zeroPoint) * (double) NORMALIZATION.scale();
    }

    @Override
    public void close() {
        engine.close();
    }
}
