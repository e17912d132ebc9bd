package org.bitadapt.quant.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.quant.engine.parameter.Initialization;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Presents the parameter vector to DL4J as three stretches, so that an update is a handful of operations however many
 * layers the network has.
 */
final class NetworkParameters implements ParamInitializer {

    /** Latent weights: trained and decayed. */
    static final String WEIGHTS = "weights";

    /** Biases and batch norm's scales and shifts: trained, not decayed. */
    static final String OFFSETS = "offsets";

    /** Running statistics, ranges and signs: moved on by the engine. */
    static final String STATE = "state";

    private static final List<String> KEYS = List.of(WEIGHTS, OFFSETS, STATE);

    private final LoweredNetwork network;
    private final ParameterLayout layout;
    private final long seed;

    NetworkParameters(LoweredNetwork network, long seed) {
        this.network = network;
        this.layout = ParameterLayout.of(network);
        this.seed = seed;
    }

    @Override
    public long numParams(NeuralNetConfiguration configuration) {
        return layout.size();
    }

    @Override
    public long numParams(Layer layer) {
        return layout.size();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return KEYS.stream().filter(key -> length(key) > 0).toList();
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return List.of(WEIGHTS);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return List.of(OFFSETS);
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return WEIGHTS.equals(key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return OFFSETS.equals(key);
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration configuration, INDArray vector, boolean initialize) {
        if (initialize) {
            Initialization.fill(network, layout, seed, Buffers.floats(vector));
        }
        List<String> keys = paramKeys(configuration.getLayer());
        configuration.clearVariables();
        keys.forEach(configuration::addVariable);
        return views(vector, keys);
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration configuration, INDArray gradient) {
        return views(gradient, paramKeys(configuration.getLayer()));
    }

    private Map<String, INDArray> views(INDArray vector, List<String> keys) {
        INDArray flat = vector.reshape(vector.length());
        Map<String, INDArray> views = new LinkedHashMap<>();
        long offset = 0;
        for (String key : keys) {
            long end = offset + length(key);
            views.put(key, flat.get(NDArrayIndex.interval(offset, end)));
            offset = end;
        }
        return views;
    }

    private long length(String key) {
        return layout.slices().values().stream()
                .filter(slice -> key.equals(keyOf(slice.role())))
                .mapToLong(slice -> slice.length())
                .sum();
    }

    private static String keyOf(ParameterRole role) {
        if (role == ParameterRole.WEIGHT) {
            return WEIGHTS;
        }
        return role.trained() ? OFFSETS : STATE;
    }
}
