package org.bitadapt.jobs.model;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.bitadapt.common.network.Width;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.layer.Buffers;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.EnginePool;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Scores with the training graph in evaluation mode. */
public final class GraphScorer implements Scorer {

    private final EngineKey key;
    private final Width width;
    private final TrainingEngine engine;
    private final FloatBuffer parameters;

    private GraphScorer(EngineKey key, Width width, float[] vector) {
        this.key = key;
        this.width = width;
        this.engine = EnginePool.shared().borrow(key, width);
        this.parameters = Buffers.direct(vector);
    }

    /**
     * Broadcasts the parameters of a graph as they are now; destroy the broadcast when its scorers are no longer
     * needed.
     */
    public static Broadcast<float[]> broadcast(ComputationGraph graph, JavaSparkContext spark) {
        FloatBuffer parameters = NetworkGraph.parameters(graph);
        float[] vector = new float[parameters.remaining()];
        parameters.get(vector);
        return spark.broadcast(vector);
    }

    /** Sends a graph as it is now, to score at its widest bit width. */
    public static Scorers scorers(ComputationGraph graph, JavaSparkContext spark) {
        return scorers(graph, Width.WIDEST, spark);
    }

    /**
     * Sends a graph as it is now.
     *
     * @param width one of the network's bit widths; {@link Width#WIDEST} for the widest
     */
    public static Scorers scorers(ComputationGraph graph, Width width, JavaSparkContext spark) {
        EngineKey key = NetworkGraph.configuration(graph).engineKey();
        Broadcast<float[]> parameters = broadcast(graph, spark);
        return new Scorers(() -> new GraphScorer(key, width, parameters.value()), parameters);
    }

    @Override
    public int maximumBatch() {
        return key.options().maximumBatch();
    }

    @Override
    public void score(ByteBuffer pixels, int images, FloatBuffer scores) {
        engine.evaluate(parameters, pixels, images, scores);
    }

    @Override
    public void close() {
        EnginePool.shared().giveBack(key, width, engine);
    }
}
