package org.bitadapt.jobs.train;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.bitadapt.jobs.model.GraphScorer;
import org.bitadapt.jobs.spark.JobDescription;
import org.bitadapt.quant.layer.Buffers;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Measures batch norm's running statistics anew for the weights as they are.
 *
 * <p>Each worker's statistics follow its own weights; after an averaging, and most of all after signs have settled by
 * vote, they belong to a network that no longer exists. One forward pass over some training minibatches per worker
 * gives the statistics of the averaged network: the plain mean over all minibatches, which for second moments is exact.
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

    /** Replaces means and second moments in the graph's parameters by those over an epoch's first minibatches. */
    void calibrate(ComputationGraph graph, int epoch) {
        EngineKey key = NetworkGraph.configuration(graph).engineKey();
        Broadcast<float[]> parameters = GraphScorer.broadcast(graph, spark);
        MinibatchLoader batches = loader;
        int count = batchesPerWorker;
        List<Integer> all = IntStream.range(0, workers).boxed().toList();
        List<double[]> sums;
        try (JobDescription ignored =
                JobDescription.of(spark, "Epoch " + (epoch + 1) + ": measure batch norm's statistics")) {
            sums = spark.parallelize(all, workers)
                    .map(worker -> sums(key, parameters.value(), batches, epoch, worker, count))
                    .collect();
        } finally {
            parameters.destroy();
        }
        BatchNormStatistics.write(
                NetworkGraph.layout(graph), NetworkGraph.parameters(graph), sums, workers * batchesPerWorker);
    }

    private static double[] sums(
            EngineKey key, float[] vector, MinibatchLoader loader, int epoch, int worker, int batches)
            throws IOException {
        try (BatchNormStatistics statistics = new BatchNormStatistics(key, Buffers.direct(vector))) {
            for (int index = 0; index < batches; index++) {
                INDArray pixels = loader.load(epoch, worker, index).getFeatures(0);
                statistics.add(Buffers.bytes(pixels), Math.toIntExact(pixels.size(0)));
            }
            return statistics.sums();
        }
    }
}
