package org.bitadapt.jobs.train;

import java.io.Serializable;
import java.nio.FloatBuffer;
import org.bitadapt.quant.layer.Buffers;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters and momentum of a graph in training, as they travel between driver and workers.
 *
 * <p>Plain arrays, because ND4J reads and writes its own one element at a time.
 */
final class Vectors implements Serializable {

    private static final long serialVersionUID = 1;

    private final float[] parameters;
    private final float[] momentum;

    private Vectors(float[] parameters, float[] momentum) {
        this.parameters = parameters;
        this.momentum = momentum;
    }

    /** A copy of a graph's vectors. */
    static Vectors of(ComputationGraph graph) {
        return of(graph.params(), graph.getUpdater().getStateViewArray());
    }

    /**
     * A copy of parameters and momentum.
     *
     * @param parameters the graph's parameter vector
     * @param momentum the state of the graph's optimizer; null if the optimizer keeps none
     */
    static Vectors of(INDArray parameters, INDArray momentum) {
        return new Vectors(values(parameters), momentum == null ? new float[0] : values(momentum));
    }

    private static float[] values(INDArray array) {
        FloatBuffer buffer = Buffers.floats(array);
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    /** Adds other vectors into the arrays of these vectors. */
    void add(Vectors other) {
        add(parameters, other.parameters);
        add(momentum, other.momentum);
    }

    private static void add(float[] to, float[] values) {
        for (int i = 0; i < to.length; i++) {
            to[i] += values[i];
        }
    }

    /** Divides the arrays of these vectors. */
    void divide(int by) {
        divide(parameters, by);
        divide(momentum, by);
    }

    private static void divide(float[] values, int by) {
        for (int i = 0; i < values.length; i++) {
            values[i] /= by;
        }
    }

    /** Overwrites a graph's own vectors with these. */
    void copyTo(ComputationGraph graph) {
        Buffers.floats(graph.params()).put(parameters);
        if (momentum.length > 0) {
            Buffers.floats(graph.getUpdater().getStateViewArray()).put(momentum);
        }
    }

    /** Initializes a graph, which has no vectors yet, with these. */
    void initialize(ComputationGraph graph) {
        graph.init(Nd4j.createFromArray(parameters), false);
        if (momentum.length > 0) {
            graph.setUpdater(new ComputationGraphUpdater(graph, Nd4j.createFromArray(momentum)));
        }
    }
}
