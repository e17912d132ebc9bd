package org.bitadapt.quant.layer;

import java.nio.FloatBuffer;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * DL4J graphs of BitAdapt's networks: one {@link NetworkLayerConfiguration} and a softmax cross-entropy.
 */
public final class NetworkGraph {

    private static final String PIXELS = "pixels";
    private static final String NETWORK = "network";
    private static final String LOSS = "loss";

    private NetworkGraph() {}

    /**
     * Makes a graph with fresh weights.
     *
     * @param key the network and how to execute it
     * @param optimizer the optimizer of weights, biases and batch norm's scales and shifts
     * @param seed the seed of the weights and of dropout
     */
    public static ComputationGraph create(EngineKey key, IUpdater optimizer, Objective objective, long seed) {
        ComputationGraph graph = new ComputationGraph(configuration(key, optimizer, objective, seed));
        graph.init();
        return graph;
    }

    /** Makes a graph with all parameters 0, which costs no random numbers. */
    static ComputationGraph zeroed(EngineKey key, IUpdater optimizer, Objective objective, long seed) {
        ComputationGraph graph = new ComputationGraph(configuration(key, optimizer, objective, seed));
        int parameters = ParameterLayout.of(LoweredNetwork.of(key.network())).size();
        graph.init(Nd4j.zeros(DataType.FLOAT, 1, parameters), false);
        return graph;
    }

    private static ComputationGraphConfiguration configuration(
            EngineKey key, IUpdater optimizer, Objective objective, long seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(DataType.FLOAT)
                .optimizationAlgo(OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT)
                .updater(optimizer)
                .l2(objective.weightDecay())
                .miniBatch(true)
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .graphBuilder()
                .addInputs(PIXELS)
                .addLayer(NETWORK, new NetworkLayerConfiguration(key, objective, seed), PIXELS)
                .addLayer(
                        LOSS,
                        new LossLayer.Builder(objective.function(
                                        key.network().classes(),
                                        key.network().allWidths().size()))
                                .activation(Activation.SOFTMAX)
                                .build(),
                        NETWORK)
                .setOutputs(LOSS)
                .build();
    }

    /** The configuration of the network inside a graph. */
    public static NetworkLayerConfiguration configuration(ComputationGraph graph) {
        return (NetworkLayerConfiguration) graph.getLayer(NETWORK).conf().getLayer();
    }

    /** Where each parameter lies in the graph's vector. */
    public static ParameterLayout layout(ComputationGraph graph) {
        return configuration(graph).layout();
    }

    /** The graph's parameter vector, without a copy. */
    public static FloatBuffer parameters(ComputationGraph graph) {
        return Buffers.floats(graph.params());
    }

    /**
     * Replaces a graph's parameters and its optimizer's velocities.
     *
     * @param parameters the new parameters, laid out as the graph's
     * @param velocities one velocity per trained parameter, in the order of the parameters; the graph's stay if there
     *     are none or the optimizer keeps none
     * @throws IllegalArgumentException if there are not as many parameters or velocities as the graph has
     */
    public static void restore(ComputationGraph graph, float[] parameters, float[] velocities) {
        fill(graph.params(), "parameters", parameters);
        INDArray state = graph.getUpdater().getStateViewArray();
        if (velocities.length > 0 && state != null) {
            fill(state, "velocities", velocities);
        }
    }

    private static void fill(INDArray vector, String what, float[] values) {
        if (vector.length() != values.length) {
            throw new IllegalArgumentException(
                    "Invalid " + what + ": " + values.length + " values (must be " + vector.length() + ")");
        }
        Buffers.floats(vector).put(0, values);
    }

    /** The velocities of a graph's optimizer, without a copy; empty if the optimizer keeps none. */
    public static FloatBuffer velocityBuffer(ComputationGraph graph) {
        INDArray state = graph.getUpdater().getStateViewArray();
        return state == null ? FloatBuffer.allocate(0) : Buffers.floats(state);
    }

    /** A copy of the velocities of a graph's optimizer; empty if the optimizer keeps none. */
    public static float[] velocities(ComputationGraph graph) {
        INDArray state = graph.getUpdater().getStateViewArray();
        return state == null ? new float[0] : state.toFloatVector();
    }

    /**
     * The result of the last training step on the graph that took the step.
     *
     * @param labels the labels of the last step, one-hot, {@code [images][classes]} or as {@link Teacher} makes them
     * @throws IllegalStateException if there was no step yet
     */
    public static StepResult lastStep(ComputationGraph graph, INDArray labels) {
        INDArray scores = ((NetworkLayer) graph.getLayer(NETWORK)).lastScores();
        return StepResult.of(
                Buffers.floats(scores),
                Buffers.floats(labels),
                Math.toIntExact(labels.size(0)),
                configuration(graph).classes(),
                lastRate(graph));
    }

    private static double lastRate(ComputationGraph graph) {
        for (UpdaterBlock block : graph.getUpdater().getUpdaterBlocks()) {
            if (block.getGradientUpdater() instanceof SgdMomentum.Step step) {
                return step.lastRate();
            }
        }
        throw new IllegalStateException("The graph is not trained by SgdMomentum");
    }

    /** Whether all parameters are finite numbers. */
    public static boolean isFinite(ComputationGraph graph) {
        FloatBuffer parameters = parameters(graph);
        for (int i = 0; i < parameters.capacity(); i++) {
            if (!Float.isFinite(parameters.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Gives back the engine that a training step holds after it failed between its forward and its backward pass. */
    public static void abandonStep(ComputationGraph graph) {
        ((NetworkLayer) graph.getLayer(NETWORK)).abandonStep();
    }

    /**
     * Restores the state's invariants after the parameters of several workers were averaged: signs that arrive as votes
     * become signs again.
     */
    public static void settle(ComputationGraph graph) {
        int step = graph.getConfiguration().getIterationCount();
        EnginePool.shared().settle(configuration(graph).engineKey(), parameters(graph), step);
    }
}
