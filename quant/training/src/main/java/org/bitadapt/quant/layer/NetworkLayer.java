package org.bitadapt.quant.layer;

import java.nio.ByteBuffer;
import java.util.List;
import org.bitadapt.common.network.Width;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A whole network as one DL4J layer.
 *
 * <p>Between a training forward pass and its backward pass the layer holds a borrowed engine for each width of the step,
 * which keeps the feature maps; at other times the layer holds no engine.
 */
final class NetworkLayer extends BaseLayer<NetworkLayerConfiguration> {

    private static final long serialVersionUID = 1;

    private transient List<WidthPass> passes = List.of();
    private transient INDArray lastScores;
    private transient INDArray gradientOfWidth;
    private transient int shared;

    NetworkLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        return training ? forward(workspaces) : evaluate(workspaces);
    }

    private INDArray evaluate(LayerWorkspaceMgr workspaces) {
        EngineKey key = layerConf().engineKey();
        int images = Math.toIntExact(input.size(0));
        INDArray scores = scores(workspaces, images, 1);
        EnginePool.shared()
                .use(
                        key,
                        engine -> engine.evaluate(
                                Buffers.floats(paramsFlattened), Buffers.bytes(input), images, Buffers.floats(scores)));
        return scores;
    }

    private INDArray forward(LayerWorkspaceMgr workspaces) {
        EngineKey key = layerConf().engineKey();
        ByteBuffer pixels = Buffers.bytes(input);
        long seed = dropoutSeed(pixels);
        int images = Math.toIntExact(input.size(0));
        List<Width> widths =
                layerConf().objective().consistency().widths(key.network().allWidths(), seed);
        abandonStep();
        passes = widths.stream().map(width -> WidthPass.of(key, width)).toList();
        lastScores = scores(workspaces, images, widths.size());
        for (int i = 0; i < passes.size(); i++) {
            passes.get(i)
                    .forward(
                            Buffers.floats(paramsFlattened),
                            pixels,
                            images,
                            seed,
                            i * layerConf().classes(),
                            Buffers.floats(lastScores));
        }
        return lastScores;
    }

    private INDArray scores(LayerWorkspaceMgr workspaces, int images, int widths) {
        return workspaces.createUninitialized(
                ArrayType.ACTIVATIONS,
                dataType,
                new long[] {images, (long) widths * layerConf().classes()},
                'c');
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
        if (passes.isEmpty()) {
            throw new IllegalStateException("No forward pass in training mode before this backward pass");
        }
        if (passes.size() == 1) {
            backward(0, scoreGradient, gradientsFlattened);
        } else {
            addUp(scoreGradient);
        }
        abandonStep();
        Gradient named = new DefaultGradient(gradientsFlattened);
        gradientViews.forEach(named::setGradientFor);
        return new Pair<>(named, null);
    }

    private void backward(int pass, INDArray scoreGradient, INDArray gradient) {
        passes.get(pass)
                .backward(
                        Buffers.floats(paramsFlattened),
                        Math.toIntExact(scoreGradient.size(0)),
                        pass * layerConf().classes(),
                        Buffers.floats(scoreGradient),
                        Buffers.floats(gradient));
    }

    /** Adds up the widths' gradients; those of the parameters that all widths share are averaged. */
    private void addUp(INDArray scoreGradient) {
        if (gradientOfWidth == null) {
            gradientOfWidth = gradientsFlattened.ulike();
        }
        gradientsFlattened.assign(0);
        for (int pass = 0; pass < passes.size(); pass++) {
            gradientOfWidth.assign(0);
            backward(pass, scoreGradient, gradientOfWidth);
            gradientsFlattened.addi(gradientOfWidth);
        }
        if (shared == 0) {
            shared = layerConf().layout().shared();
        }
        gradientsFlattened
                .reshape(gradientsFlattened.length())
                .get(NDArrayIndex.interval(0, shared))
                .divi(passes.size());
    }

    /**
     * The class scores of the last training forward pass, {@code [images][widths * classes]}, those of the step's widest
     * width first.
     */
    INDArray lastScores() {
        if (lastScores == null) {
            throw new IllegalStateException("No forward pass in training mode yet");
        }
        return lastScores;
    }

    /** Gives the engines back if a forward pass still holds them. */
    void abandonStep() {
        passes.forEach(WidthPass::release);
        passes = List.of();
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
