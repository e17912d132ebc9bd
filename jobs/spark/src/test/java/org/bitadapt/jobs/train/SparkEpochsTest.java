package org.bitadapt.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.jobs.dataset.Augmentation;
import org.bitadapt.jobs.dataset.BatchOrder;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DatasetFixture;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.spark.HadoopBroadcast;
import org.bitadapt.jobs.spark.LocalSpark;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.LearningRateSchedule;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.quant.layer.Objective;
import org.bitadapt.quant.layer.SgdMomentum;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class SparkEpochsTest {

    private static final double RATE = 0.01;

    // Sums of 16 gradients of a few hundred terms each, in another order, differ by far less than 1e-5 of values around
    // 1.
    private static final double ROUNDING = 1e-5;

    private final JavaSparkContext spark = LocalSpark.context();

    @TempDir
    Path folder;

    private Dataset dataset;

    @BeforeEach
    void writeRecords() throws IOException {
        dataset = DatasetFixture.write(folder.resolve("data"), 20, 28);
    }

    @Test
    void averagingEveryStepOfPlainSgdIsOneStepOnTheLargeBatch() {
        ComputationGraph two = graph(TinyNetworks.floating(), 0);
        train(two, 2, 8, 1, 1);
        ComputationGraph one = graph(TinyNetworks.floating(), 0);
        train(one, 1, 16, 1, 1);
        assertThat(two.getIterationCount()).isEqualTo(one.getIterationCount());
        assertClose(two.params(), one.params());
    }

    @Test
    void averagingMomentumWithTheParametersKeepsThatExact() {
        ComputationGraph two = graph(TinyNetworks.floating(), 0.9);
        train(two, 2, 8, 1, 2);
        ComputationGraph one = graph(TinyNetworks.floating(), 0.9);
        train(one, 1, 16, 1, 2);
        assertClose(two.params(), one.params());
    }

    @Test
    void oneBitWeightsTakeThatStepTooOnceRangesAreKnown() {
        ComputationGraph two = graph(TinyNetworks.binary(), 0);
        ComputationGraph one = graph(TinyNetworks.binary(), 0);
        for (ComputationGraph graph : List.of(two, one)) {
            NetworkGraph.layout(graph).slices().values().stream()
                    .filter(slice -> slice.role() == ParameterRole.RANGE)
                    .forEach(range -> graph.params().putScalar(range.offset(), 4));
        }
        oneRound(two, 2, 8);
        oneRound(one, 1, 16);
        for (String node : List.of("conv", "conv2", "fc")) {
            ParameterSlice weights = NetworkGraph.layout(two).slice(node, ParameterRole.WEIGHT);
            for (int i = weights.offset(); i < weights.end(); i++) {
                assertThat(two.params().getDouble(i)).isCloseTo(one.params().getDouble(i), within(ROUNDING));
            }
        }
    }

    @Test
    void statisticsAndRangesAreMeansOfTheWorkersAndSignsSettle() throws IOException {
        ComputationGraph together = graph(TinyNetworks.normalized(), 0);
        oneRound(together, 2, 8);
        ComputationGraph first = graph(TinyNetworks.normalized(), 0);
        ComputationGraph second = graph(TinyNetworks.normalized(), 0);
        MinibatchLoader loader = loader(2, 8);
        first.fit(loader.load(named(loader.name(0, 0, 0))));
        second.fit(loader.load(named(loader.name(0, 1, 0))));
        INDArray mean = first.params().add(second.params()).div(2);
        ParameterLayout layout = NetworkGraph.layout(together);
        for (ParameterSlice slice : layout.slices().values()) {
            if (slice.role() != ParameterRole.SIGN) {
                for (int i = slice.offset(); i < slice.end(); i++) {
                    assertThat(together.params().getDouble(i)).isCloseTo(mean.getDouble(i), within(ROUNDING));
                }
            }
        }
        graph(TinyNetworks.normalized(), 0).setParams(mean);
        ComputationGraph settled = graph(TinyNetworks.normalized(), 0);
        settled.setParams(mean);
        NetworkGraph.settle(settled);
        ParameterSlice signs = layout.slice("conv2", ParameterRole.SIGN);
        for (int i = signs.offset(); i < signs.end(); i++) {
            assertThat(together.params().getDouble(i))
                    .isEqualTo(settled.params().getDouble(i));
        }
    }

    @Test
    void theSameSeedGivesTheSameParametersWithNineWorkers() {
        ComputationGraph once = graph(TinyNetworks.normalized(), 0.9);
        train(once, 9, 2, 2, 1);
        ComputationGraph again = graph(TinyNetworks.normalized(), 0.9);
        train(again, 9, 2, 2, 1);
        assertThat(again.params()).isEqualTo(once.params());
    }

    private void oneRound(ComputationGraph graph, int workers, int batch) {
        new SparkEpochs(spark, graph, loader(workers, batch), Rounds.of(1, 1), Optional.empty())
                .train(0, (done, tally) -> {});
    }

    private void train(ComputationGraph graph, int workers, int batch, int period, int epochs) {
        int batches = order(workers, batch).batchesPerWorker();
        SparkEpochs trainer =
                new SparkEpochs(spark, graph, loader(workers, batch), Rounds.of(batches, period), Optional.empty());
        for (int epoch = 0; epoch < epochs; epoch++) {
            trainer.train(epoch, (done, tally) -> {});
        }
    }

    private BatchOrder order(int workers, int batch) {
        return BatchOrder.of(dataset, Split.TRAIN, 3, workers, batch, 1 << 20);
    }

    private MinibatchLoader loader(int workers, int batch) {
        return new MinibatchLoader(dataset, order(workers, batch), Augmentation.none(), HadoopBroadcast.of(spark));
    }

    private static org.nd4j.common.loader.Source named(String path) {
        return new org.nd4j.common.loader.Source() {
            @Override
            public java.io.InputStream getInputStream() {
                throw new UnsupportedOperationException("A minibatch is its name");
            }

            @Override
            public String getPath() {
                return path;
            }
        };
    }

    private static void assertClose(INDArray actual, INDArray expected) {
        for (int i = 0; i < expected.length(); i++) {
            assertThat(actual.getDouble(i)).isCloseTo(expected.getDouble(i), within(ROUNDING));
        }
    }

    private static ComputationGraph graph(NetworkSpec network, double momentum) {
        EngineKey key = new EngineKey(
                network,
                new PixelNormalization(List.of(127, 127, 127), 1 / 64f),
                new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE),
                new EngineOptions(1, 16, EngineOptions.Kind.REFERENCE));
        return NetworkGraph.create(
                key, new SgdMomentum(momentum, LearningRateSchedule.constant(RATE)), Objective.plain(0), 7);
    }
}
