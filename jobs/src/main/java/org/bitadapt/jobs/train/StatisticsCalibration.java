package org.bitadapt.jobs.train;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.jobs.model.GraphScorer;
import org.bitadapt.quant.engine.ParameterLayout;
import org.bitadapt.quant.engine.ParameterRole;
import org.bitadapt.quant.engine.ParameterSlice;
import org.bitadapt.quant.engine.TrainingEngine;
import org.bitadapt.quant.layer.Buffers;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.EnginePool;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Measures batch norm's running statistics anew for the weights as they are.
 *
 * <p>Each worker's statistics follow its own weights; after an averaging, and most of all after signs have settled by
 * vote, they belong to a network that no longer is. One forward pass over some training minibatches per worker gives the
 * statistics of the averaged network: their plain mean over all minibatches, which for second moments is exact.
 *
 * @see <a href="https://arxiv.org/abs/1803.05407">Izmailov et al. 2018, section 3.2, on averaged weights</a>
 */
final class StatisticsCalibration {

    private final JavaSparkContext spark;
    private final MinibatchLoader loader;
    private final int workers;
    private final int batchesPerWorker;

    StatisticsCalibration(JavaSparkContext spark, MinibatchLoader loader, int workers, int batchesPerWorker) {
        this.spark = spark;
        this.loader = loader;
        this.workers = workers;
        this.batchesPerWorker = batchesPerWorker;
    }

    /** Replaces means and second moments in the graph's parameters; an epoch's first minibatches are what is seen. */
    void calibrate(ComputationGraph graph, int epoch) {
        EngineKey key = NetworkGraph.configuration(graph).engineKey();
        Broadcast<float[]> parameters = GraphScorer.broadcast(graph, spark);
        spark.setJobDescription("Epoch " + (epoch + 1) + ": measure batch norm's statistics");
        MinibatchLoader batches = loader;
        int count = batchesPerWorker;
        List<double[]> sums = spark.parallelize(
                        IntStream.range(0, workers).boxed().toList(), workers)
                .map(worker -> sums(key, parameters.value(), batches, epoch, worker, count))
                .collect();
        parameters.destroy();
        spark.setJobDescription(null);
        ParameterLayout layout = NetworkGraph.layout(graph);
        FloatBuffer vector = NetworkGraph.parameters(graph);
        int next = 0;
        for (ParameterSlice slice : statistics(layout)) {
            for (int i = slice.offset(); i < slice.end(); i++) {
                double sum = 0;
                for (double[] worker : sums) {
                    sum += worker[next];
                }
                vector.put(i, (float) (sum / workers / batchesPerWorker));
                next++;
            }
        }
    }

    private static double[] sums(
            EngineKey key, float[] vector, MinibatchLoader loader, int epoch, int worker, int batches)
            throws IOException {
        LoweredNetwork network = LoweredNetwork.of(key.network());
        FloatBuffer parameters = Buffers.direct(vector);
        FloatBuffer gradient = Buffers.direct(new float[vector.length]);
        int scores = key.options().maximumBatch() * key.network().classes();
        FloatBuffer nothing = Buffers.direct(new float[scores]);
        FloatBuffer unused = Buffers.direct(new float[scores]);
        double[] sums = new double[0];
        TrainingEngine engine = EnginePool.shared().borrow(key);
        for (int index = 0; index < batches; index++) {
            MultiDataSet batch = loader.load(epoch, worker, index);
            int images = Math.toIntExact(batch.getFeatures(0).size(0));
            engine.forward(parameters, Buffers.bytes(batch.getFeatures(0)), images, 0, unused);
            engine.backward(parameters, nothing, gradient);
            sums = add(sums, network, engine.layout(), parameters, gradient);
        }
        EnginePool.shared().giveBack(key, engine);
        return sums;
    }

    /** An engine returns {@code old - new} with {@code new = momentum * old + (1 - momentum) * batch}. */
    private static double[] add(
            double[] before,
            LoweredNetwork network,
            ParameterLayout layout,
            FloatBuffer parameters,
            FloatBuffer gradient) {
        List<ParameterSlice> slices = statistics(layout);
        int size = slices.stream().mapToInt(ParameterSlice::length).sum();
        double[] sums = before.length == 0 ? new double[size] : before;
        int next = 0;
        for (ParameterSlice slice : slices) {
            double share = 1 - momentum(network, slice.node());
            for (int i = slice.offset(); i < slice.end(); i++) {
                sums[next++] += parameters.get(i) - gradient.get(i) / share;
            }
        }
        return sums;
    }

    private static double momentum(LoweredNetwork network, String norm) {
        return network.products().stream()
                .map(Step.Product::batchNorm)
                .flatMap(java.util.Optional::stream)
                .filter(named -> named.name().equals(norm))
                .findFirst()
                .orElseThrow()
                .layer()
                .momentum();
    }

    private static List<ParameterSlice> statistics(ParameterLayout layout) {
        return layout.slices().values().stream()
                .filter(slice -> slice.role() == ParameterRole.MEAN || slice.role() == ParameterRole.SECOND_MOMENT)
                .toList();
    }
}
