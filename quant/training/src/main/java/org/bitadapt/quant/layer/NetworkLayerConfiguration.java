package org.bitadapt.quant.layer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.hysteresis.LatentScale;
import org.bitadapt.quant.engine.hysteresis.Settlement;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * DL4J's configuration of a layer that is a whole network: pixels in, class scores out.
 *
 * <p>The input is unsigned 8-bit {@code [images][height * width * channels]}, channels last. The output is float {@code
 * [images][classes]}, before the softmax. The configuration travels as JSON inside DL4J's own configuration, to
 * executors and into checkpoints.
 */
public final class NetworkLayerConfiguration extends BaseLayer {

    private static final long serialVersionUID = 1;

    @JsonProperty("network")
    private String networkJson;

    @JsonProperty("zeroPoints")
    private int[] zeroPoints;

    @JsonProperty("pixelScale")
    private float pixelScale;

    /** None where zero points are whole, as in JSON of versions that had no shifts. */
    @JsonProperty("pixelShifts")
    private float[] pixelShifts;

    @JsonProperty("hysteresisThreshold")
    private float hysteresisThreshold;

    @JsonProperty("hysteresisScale")
    private Hysteresis.Scale hysteresisScale;

    @JsonProperty("hysteresisGrowthSteps")
    private int hysteresisGrowthSteps;

    @JsonProperty("latents")
    private LatentScale latents;

    @JsonProperty("threads")
    private int threads;

    @JsonProperty("batch")
    private int batch;

    @JsonProperty("engine")
    private EngineOptions.Kind engine;

    @JsonProperty("gradients")
    private EngineOptions.Gradients gradients;

    @JsonProperty("objective")
    private String objectiveJson;

    @JsonProperty("seed")
    private long seed;

    private transient EngineKey engineKey;
    private transient Objective objective;

    /** Makes an empty configuration for DL4J's deserializer. */
    private NetworkLayerConfiguration() {}

    /**
     * @param key the network and how to execute it
     * @param objective what the graph around the network minimizes
     * @param seed the seed of the initial weights and of dropout
     */
    public NetworkLayerConfiguration(EngineKey key, Objective objective, long seed) {
        this.engineKey = key;
        this.networkJson = NetworkJson.write(key.network());
        this.zeroPoints =
                key.pixels().zeroPoints().stream().mapToInt(Integer::intValue).toArray();
        this.pixelScale = key.pixels().scale();
        this.pixelShifts = floats(key.pixels().shifts());
        this.hysteresisThreshold = key.hysteresis().threshold();
        this.hysteresisScale = key.hysteresis().scale();
        this.hysteresisGrowthSteps = key.settlement().growthSteps();
        this.latents = key.settlement().latents();
        this.threads = key.options().threads();
        this.batch = key.options().maximumBatch();
        this.engine = key.options().kind();
        this.gradients = key.options().gradients();
        this.objectiveJson = StrictJson.write(objective);
        this.seed = seed;
    }

    /** The network and how to execute it. */
    public synchronized EngineKey engineKey() {
        if (engineKey == null) {
            NetworkSpec network = NetworkJson.read(networkJson);
            List<Integer> zeros = java.util.Arrays.stream(zeroPoints).boxed().toList();
            engineKey = new EngineKey(
                    network,
                    new PixelNormalization(zeros, pixelScale, shifts()),
                    new Settlement(
                            new Hysteresis(hysteresisThreshold, hysteresisScale), hysteresisGrowthSteps, latents),
                    new EngineOptions(threads, batch, engine, gradients));
        }
        return engineKey;
    }

    private static float[] floats(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    private List<Float> shifts() {
        List<Float> shifts = new ArrayList<>();
        for (int i = 0; pixelShifts != null && i < pixelShifts.length; i++) {
            shifts.add(pixelShifts[i]);
        }
        return shifts;
    }

    /** How many classes the network tells apart. */
    int classes() {
        return engineKey().network().classes();
    }

    /** What the graph around the network minimizes. */
    synchronized Objective objective() {
        if (objective == null) {
            objective = StrictJson.read(objectiveJson, Objective.class);
        }
        return objective;
    }

    /** The seed of the initial weights and of dropout. */
    public long seed() {
        return seed;
    }

    /** Where each parameter lies in DL4J's vector. */
    public ParameterLayout layout() {
        return ParameterLayout.of(lowered());
    }

    private LoweredNetwork lowered() {
        return LoweredNetwork.of(engineKey().network());
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        NetworkLayer layer = new NetworkLayer(configuration, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        Map<String, INDArray> table = initializer().init(configuration, parameters, initialize);
        layer.setParamTable(table);
        layer.setConf(configuration);
        return layer;
    }

    @Override
    public ParamInitializer initializer() {
        return new NetworkParameters(lowered(), seed);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.feedForward(classes());
    }

    @Override
    public void setNIn(InputType input, boolean override) {
        // The network's own input shape is the only valid one.
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public IUpdater getUpdaterByParam(String parameter) {
        return NetworkParameters.STATE.equals(parameter) ? new NoOp() : iUpdater;
    }

    @Override
    public List<Regularization> getRegularizationByParam(String parameter) {
        return NetworkParameters.WEIGHTS.equals(parameter) ? regularization : null;
    }

    @Override
    public boolean isPretrainParam(String parameter) {
        return false;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType input) {
        long parameters = layout().size();
        return new LayerMemoryReport.Builder(layerName, getClass(), input, getOutputType(-1, input))
                .standardMemory(parameters, parameters)
                .build();
    }
}
