package org.bitadapt.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.jobs.dataset.Augmentation;
import org.bitadapt.jobs.dataset.BatchOrder;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DatasetFixture;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.model.SavedGraph;
import org.bitadapt.jobs.spark.HadoopBroadcast;
import org.bitadapt.jobs.spark.LocalSpark;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.hysteresis.LatentScale;
import org.bitadapt.quant.engine.hysteresis.Settlement;
import org.bitadapt.quant.layer.Distillation;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.LearningRateSchedule;
import org.bitadapt.quant.layer.LearningRateSchedule.Curve;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.quant.layer.Objective;
import org.bitadapt.quant.layer.SgdMomentum;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests training in rounds on Spark against loops over the same minibatches that know nothing of rounds. */
class PlainLoopTest {

    private static final double MOMENTUM = 0.9;
    private static final double DECAY = 0.01;
    private static final double RATE = 0.05;
    private static final int BATCH = 8;
    private static final int PERIOD = 4;
    private static final int EPOCHS = 3;

    // 48 images: 6 minibatches of 8 an epoch for one worker, in rounds of 3.
    private static final int STEPS = 18;

    // The bound is for floats in another order of operations, over 18 steps on values around 1.
    private static final double ROUNDING = 2e-5;

    private final JavaSparkContext spark = LocalSpark.context();

    @TempDir
    Path folder;

    private Dataset dataset;

    /**
     * A schedule and the rates that it stands for.
     *
     * @param rate the rate by step, written out
     */
    record Rates(String name, LearningRateSchedule schedule, IntToDoubleFunction rate) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rates> rates() {
        return Stream.of(
                new Rates("constant", LearningRateSchedule.constant(RATE), step -> RATE),
                new Rates(
                        "step", // in the middle of a round, and between two epochs
                        new LearningRateSchedule(Curve.STEP, RATE, 0, STEPS, List.of(4, 12), 0.01),
                        step -> step < 4 ? RATE : step < 12 ? RATE / 100 : RATE / 10_000),
                new Rates(
                        "warm-up and cosine",
                        new LearningRateSchedule(Curve.COSINE, RATE, 5, STEPS, List.of(), 1),
                        step -> step < 5
                                ? RATE * (step + 1) / 5
                                : RATE * Math.pow(Math.cos(Math.PI / 2 * (step - 5) / 13), 2)));
    }

    @BeforeEach
    void writeRecords() throws IOException {
        dataset = DatasetFixture.write(folder.resolve("data"), 20, 28);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rates")
    void oneWorkerEqualsAGraphThatIsNeverClonedToTheLastBit(Rates rates) throws IOException {
        for (NetworkSpec network :
                List.of(TinyNetworks.floatingNormalized(), TinyNetworks.normalized(), TinyNetworks.dropping())) {
            ComputationGraph onSpark = graph(network, rates.schedule());
            epochs(onSpark, 1, 0, EPOCHS);
            ComputationGraph alone = graph(network, rates.schedule());
            MinibatchLoader loader = loader(1);
            for (int step = 0; step < STEPS; step++) {
                alone.fit(loader.load(step / 6, 0, step % 6));
            }
            assertThat(onSpark.params().toFloatVector())
                    .containsExactly(alone.params().toFloatVector());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rates")
    void oneWorkerEqualsDescentWrittenOut(Rates rates) throws IOException {
        ComputationGraph onSpark = graph(TinyNetworks.floatingNormalized(), rates.schedule());
        float[] start = onSpark.params().toFloatVector();
        List<TrainingTally> tallies = epochs(onSpark, 1, 0, EPOCHS);
        try (PlainLoop loop = loop(TinyNetworks.floatingNormalized(), start)) {
            MinibatchLoader loader = loader(1);
            for (int step = 0; step < STEPS; step++) {
                loop.step(loader.load(step / 6, 0, step % 6), rates.rate().applyAsDouble(step));
            }
            assertClose(onSpark.params().toFloatVector(), loop.parameters());
        }
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            double first = rates.rate().applyAsDouble(6 * epoch);
            double last = rates.rate().applyAsDouble(6 * epoch + 5);
            assertThat(tallies.get(epoch).firstRate()).isCloseTo(first, within(1e-12));
            assertThat(tallies.get(epoch).lastRate()).isCloseTo(last, within(1e-12));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rates")
    void twoWorkersEqualTheMeanOfTwoLoops(Rates rates) throws IOException {
        ComputationGraph onSpark = graph(TinyNetworks.floatingNormalized(), rates.schedule());
        float[] start = onSpark.params().toFloatVector();
        epochs(onSpark, 2, 0, EPOCHS);
        MinibatchLoader loader = loader(2);
        try (PlainLoop one = loop(TinyNetworks.floatingNormalized(), start);
                PlainLoop two = loop(TinyNetworks.floatingNormalized(), start)) {
            for (int step = 0; step < EPOCHS * 3; step++) { // 3 minibatches a worker and epoch: one round
                one.step(loader.load(step / 3, 0, step % 3), rates.rate().applyAsDouble(step));
                two.step(loader.load(step / 3, 1, step % 3), rates.rate().applyAsDouble(step));
                if (step % 3 == 2) {
                    PlainLoop.average(one, two);
                }
            }
            assertClose(onSpark.params().toFloatVector(), one.parameters());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rates")
    void aResumedTrainingEqualsAnUnbrokenOneToTheLastBit(Rates rates) throws IOException {
        ComputationGraph unbroken = graph(TinyNetworks.normalized(), rates.schedule());
        epochs(unbroken, 1, 0, EPOCHS);
        ComputationGraph broken = graph(TinyNetworks.normalized(), rates.schedule());
        epochs(broken, 1, 0, 1);
        org.apache.hadoop.fs.Path checkpoint =
                new org.apache.hadoop.fs.Path(folder.resolve("checkpoint").toUri());
        SavedGraph.write(broken, checkpoint, new Configuration());
        ComputationGraph resumed = SavedGraph.read(checkpoint, new Configuration());
        epochs(resumed, 1, 1, EPOCHS);
        assertThat(resumed.params().toFloatVector())
                .containsExactly(unbroken.params().toFloatVector());
    }

    @Test
    void aTeacherIsLearnedFromAsWrittenOut() throws IOException {
        EngineKey key = key(TinyNetworks.floatingNormalized());
        ComputationGraph other =
                NetworkGraph.create(key, new SgdMomentum(0, LearningRateSchedule.constant(1)), Objective.plain(0), 99);
        TeacherBroadcast teacher =
                new TeacherBroadcast(key, spark.broadcast(other.params().toFloatVector()));
        Objective objective = Objective.plain(DECAY).taught(new Distillation(0.5, 3));
        ComputationGraph onSpark =
                NetworkGraph.create(key, new SgdMomentum(MOMENTUM, LearningRateSchedule.constant(RATE)), objective, 7);
        float[] start = onSpark.params().toFloatVector();
        SparkEpochs trainer = new SparkEpochs(spark, onSpark, loader(1), Rounds.of(6, PERIOD), Optional.of(teacher));
        TrainingTally tally = trainer.train(0, (done, soFar) -> {});
        try (PlainLoop loop = loop(TinyNetworks.floatingNormalized(), start)) {
            MinibatchLoader loader = loader(1);
            for (int step = 0; step < 6; step++) {
                loop.step(teacher.teacher().teach(loader.load(0, 0, step)), RATE);
            }
            assertClose(onSpark.params().toFloatVector(), loop.parameters());
        }
        assertThat(tally.teacherSeconds()).isPositive();
    }

    @Test
    void epochsAndStepsAreCountedAsTheyAreTaken() throws IOException {
        ComputationGraph graph = graph(TinyNetworks.normalized(), LearningRateSchedule.constant(RATE));
        epochs(graph, 1, 0, 2);
        assertThat(graph.getConfiguration().getIterationCount()).isEqualTo(12);
        TrainingTally tally = epochs(graph, 1, 2, 3).get(0);
        assertThat(tally.images()).isEqualTo(48);
        assertThat(tally.meanLoss()).isPositive();
    }

    @Test
    void aRateThatIsTooHighEndsTheRoundAndSaysWhere() {
        ComputationGraph graph = graph(TinyNetworks.floating(), LearningRateSchedule.constant(1e30));
        assertThatThrownBy(() -> epochs(graph, 2, 0, 1))
                .isInstanceOf(DivergedException.class)
                .hasMessageMatching(
                        "Training diverged: the (loss is|parameters are) no longer finite in epoch 1, step \\d,"
                                + " at learning rate 1\\.000e\\+30\\. Try a lower train\\.learning-rate.*");
    }

    private List<TrainingTally> epochs(ComputationGraph graph, int workers, int from, int to) throws IOException {
        int batches = order(workers).batchesPerWorker();
        SparkEpochs trainer =
                new SparkEpochs(spark, graph, loader(workers), Rounds.of(batches, PERIOD), Optional.empty());
        List<TrainingTally> tallies = new ArrayList<>();
        for (int epoch = from; epoch < to; epoch++) {
            tallies.add(trainer.train(epoch, (done, tally) -> {}));
        }
        return tallies;
    }

    private BatchOrder order(int workers) {
        return BatchOrder.of(dataset, Split.TRAIN, 3, workers, BATCH, 1 << 20);
    }

    private MinibatchLoader loader(int workers) {
        return new MinibatchLoader(dataset, order(workers), Augmentation.none(), HadoopBroadcast.of(spark));
    }

    private static ComputationGraph graph(NetworkSpec network, LearningRateSchedule schedule) {
        return NetworkGraph.create(key(network), new SgdMomentum(MOMENTUM, schedule), Objective.plain(DECAY), 7);
    }

    private static PlainLoop loop(NetworkSpec network, float[] start) {
        return new PlainLoop(key(network), start, MOMENTUM, DECAY);
    }

    private static EngineKey key(NetworkSpec network) {
        return new EngineKey(
                network,
                new PixelNormalization(List.of(127, 127, 127), 1 / 64f),
                new Settlement(new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE), STEPS, LatentScale.FIXED),
                new EngineOptions(1, 16, EngineOptions.Kind.REFERENCE));
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within((float) ROUNDING));
        }
    }
}
