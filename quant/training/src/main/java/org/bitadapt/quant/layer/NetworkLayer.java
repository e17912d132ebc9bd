package org.bitadapt.quant.layer;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A whole network as one DL4J layer.
 *
 * <p>Between a training forward pass and its backward pass the layer holds a borrowed engine, which keeps the feature
 * maps; at other times the layer holds no engine.
 */
final class NetworkLayer extends BaseLayer<NetworkLayerConfiguration> {

    private static final long serialVersionUID = 1;

    private transient TrainingEngine engine;
    private transient INDArray lastScores;

    NetworkLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        EngineKey key = layerConf().engineKey();
        int images = Math.toIntExact(input.size(0));
        INDArray scores = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS,
                dataType,
                new long[] {images, key.network().classes()},
                'c');
        ByteBuffer pixels = Buffers.bytes(input);
        FloatBuffer parameters = Buffers.floats(paramsFlattened);
        if (engine == null) {
            engine = EnginePool.shared().borrow(key);
        }
        if (training) {
            lastScores = scores;
            engine.forward(parameters, pixels, images, dropoutSeed(pixels), Buffers.floats(scores));
        } else {
            engine.evaluate(parameters, pixels, images, Buffers.floats(scores));
            release();
        }
        return scores;
    }

    /** A seed that differs from step to step and from worker to worker, but not when a task is tried again. */
    private long dropoutSeed(ByteBuffer pixels) {
        long seed = layerConf().seed() * 0x9E3779B97F4A7C15L + getIterationCount();
        for (int i = 0; i < Math.min(256, pixels.capacity()); i++) {
            seed = seed * 31 + pixels.get(i);
        }
        return seed;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray scoreGradient, LayerWorkspaceMgr workspaces) {
        if (engine == null) {
            throw new IllegalStateException("No forward pass in training mode before this backward pass");
        }
        engine.backward(
                Buffers.floats(paramsFlattened), Buffers.floats(scoreGradient), Buffers.floats(gradientsFlattened));
        release();
        Gradient named = new DefaultGradient(gradientsFlattened);
        gradientViews.forEach(named::setGradientFor);
        return new Pair<>(named, null);
    }

    /** The class scores of the last training forward pass, {@code [images][classes]}. */
    INDArray lastScores() {
        if (lastScores == null) {
            throw new IllegalStateException("No forward pass in training mode yet");
        }
        return lastScores;
    }

    /** Gives the engine back if a forward pass still holds it. */
    void abandonStep() {
        if (engine != null) {
            release();
        }
    }

    private void release() {
        EnginePool.shared().giveBack(layerConf().engineKey(), engine);
        engine = null;
    }

    /** DL4J calls this after every update, once the step is counted: latents are clipped and signs settle. */
    @Override
    public void applyConstraints(int iteration, int epoch) {
        EnginePool.shared().settle(layerConf().engineKey(), Buffers.floats(paramsFlattened), iteration);
    }

    @Override
    public boolean updaterDivideByMinibatch(String parameter) {
        return !NetworkParameters.STATE.equals(parameter);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // A network has no weight noise.
    }
}
