package org.bitadapt.quant.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.hysteresis.LatentScale;
import org.bitadapt.quant.engine.hysteresis.Settlement;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class NetworkGraphTest {

    private static final int IMAGES = 16;
    private static final int SIDE = 8;

    @Test
    void lossFallsOnAFewImages() {
        ComputationGraph graph = graph(binary(), 0.1, 0.9);
        DataSet batch = batch(1);
        graph.fit(batch);
        double first = graph.score();
        for (int i = 0; i < 100; i++) {
            graph.fit(batch);
        }
        assertThat(graph.score()).isLessThan(first / 2);
    }

    @Test
    void stateMovesOnByItselfAndSignsStaySigns() {
        ComputationGraph graph = graph(binary(), 0.1, 0.9);
        ParameterLayout layout = NetworkGraph.layout(graph);
        int range = layout.slice("relu", ParameterRole.RANGE).offset();
        assertThat(graph.params().getDouble(range)).isZero();
        graph.fit(batch(3));
        assertThat(graph.params().getDouble(range)).isPositive();
        ParameterSlice signs = layout.slice("conv2", ParameterRole.SIGN);
        FloatBuffer vector = NetworkGraph.parameters(graph);
        for (int i = signs.offset(); i < signs.end(); i++) {
            assertThat(Math.abs(vector.get(i))).isEqualTo(1);
        }
    }

    @Test
    void anAbandonedStepLeavesNothingToGoBackFrom() {
        ComputationGraph graph = graph(binary(), 0.1, 0.9);
        DataSet batch = batch(5);
        graph.setInputs(batch.getFeatures());
        graph.feedForward(true);
        NetworkGraph.abandonStep(graph);
        assertThatThrownBy(() -> graph.getLayer("network").backpropGradient(batch.getLabels(), null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No forward pass");
    }

    @Test
    void aSavedConfigurationKeepsThePrecisionOfItsGradients() {
        for (EngineOptions.Gradients gradients : EngineOptions.Gradients.values()) {
            EngineOptions options = new EngineOptions(1, IMAGES, EngineOptions.Kind.REFERENCE, gradients);
            ComputationGraph graph = graph(binary(), options, 0.1, 0.9);
            assertThat(read(graph.getConfiguration().toJson())).isEqualTo(options);
        }
    }

    @Test
    void aSavedConfigurationKeepsHowSignsSettle() {
        Settlement settlement =
                new Settlement(new Hysteresis(0.2f, Hysteresis.Scale.ABSOLUTE), 1234, LatentScale.FIXED);
        EngineKey plain = key(binary(), new EngineOptions(1, IMAGES, EngineOptions.Kind.REFERENCE));
        EngineKey key = new EngineKey(plain.network(), plain.pixels(), settlement, plain.options());
        ComputationGraph graph =
                NetworkGraph.create(key, new SgdMomentum(0, LearningRateSchedule.constant(1)), Objective.plain(0), 7);
        assertThat(readKey(graph.getConfiguration().toJson())).isEqualTo(key);
    }

    private static EngineOptions read(String json) {
        return readKey(json).options();
    }

    private static EngineKey readKey(String json) {
        ComputationGraph graph = new ComputationGraph(ComputationGraphConfiguration.fromJson(json));
        graph.init();
        return NetworkGraph.configuration(graph).engineKey();
    }

    @Test
    void aGraphWithAnothersParametersAndVelocitiesGoesOnLikeIt() {
        ComputationGraph graph = graph(binary(), 0.1, 0.9);
        graph.fit(batch(1));
        ComputationGraph other = graph(binary(), 0.1, 0.9);
        NetworkGraph.restore(other, graph.params().toFloatVector(), NetworkGraph.velocities(graph));
        graph.fit(batch(2));
        other.fit(batch(2));
        assertThat(other.params()).isEqualTo(graph.params());
        assertThatThrownBy(() -> NetworkGraph.restore(other, new float[3], new float[0]))
                .hasMessageContaining("Invalid parameters: 3 values");
    }

    @Test
    void averagedSignsSettleByVote() {
        ComputationGraph graph = graph(binary(), 0.1, 0.9);
        ParameterLayout layout = NetworkGraph.layout(graph);
        int sign = layout.slice("conv2", ParameterRole.SIGN).offset();
        int latent = layout.slice("conv2", ParameterRole.WEIGHT).offset();
        INDArray vector = graph.params();
        vector.putScalar(latent, 1e-6);
        vector.putScalar(sign, -1.0 / 3); // two workers of three have the sign -1
        vector.putScalar(latent + 1, 0.9);
        vector.putScalar(sign + 1, -1.0 / 3); // but this latent is beyond the threshold
        NetworkGraph.settle(graph);
        assertThat(graph.params().getDouble(sign)).isEqualTo(-1);
        assertThat(graph.params().getDouble(sign + 1)).isEqualTo(1);
    }

    @Test
    void countsRightAnswersOfTheLastStep() {
        ComputationGraph graph = graph(binary(), 0.1, 0.9);
        DataSet batch = batch(6);
        for (int i = 0; i < 100; i++) {
            graph.fit(batch);
        }
        StepResult last = NetworkGraph.lastStep(graph, batch.getLabels());
        assertThat(last.images()).isEqualTo(IMAGES);
        assertThat(last.correct()).isEqualTo(IMAGES);
        assertThat(last.finite()).isTrue();
    }

    @Test
    void theLossOfAStepHoldsNoPenalty() {
        EngineKey key = key(binary(), new EngineOptions(1, IMAGES, EngineOptions.Kind.REFERENCE));
        SgdMomentum optimizer = new SgdMomentum(0.9, LearningRateSchedule.constant(0.1));
        DataSet batch = batch(1);
        ComputationGraph plain = NetworkGraph.create(key, optimizer, Objective.plain(0), 7);
        plain.fit(batch);
        ComputationGraph penalized = NetworkGraph.create(key, optimizer, Objective.plain(0.5), 7);
        penalized.fit(batch);
        double crossEntropy =
                NetworkGraph.lastStep(penalized, batch.getLabels()).crossEntropy();
        assertThat(crossEntropy / IMAGES).isCloseTo(plain.score(), within(1e-5));
        assertThat(penalized.score()).isGreaterThan(plain.score() + 0.1);
    }

    @Test
    void aStepTellsTheRateThatItWasTakenWith() {
        LearningRateSchedule falling =
                new LearningRateSchedule(LearningRateSchedule.Curve.STEP, 0.1, 0, 9, List.of(2), 0.5);
        EngineKey key = key(binary(), new EngineOptions(1, IMAGES, EngineOptions.Kind.REFERENCE));
        ComputationGraph graph = NetworkGraph.create(key, new SgdMomentum(0.9, falling), Objective.plain(0), 7);
        DataSet batch = batch(1);
        for (double rate : new double[] {0.1, 0.1, 0.05}) {
            graph.fit(batch);
            assertThat(NetworkGraph.lastStep(graph, batch.getLabels()).learningRate())
                    .isEqualTo(rate);
        }
    }

    private static ComputationGraph graph(NetworkSpec network, double rate, double momentum) {
        return graph(network, new EngineOptions(1, IMAGES, EngineOptions.Kind.REFERENCE), rate, momentum);
    }

    private static ComputationGraph graph(NetworkSpec network, EngineOptions options, double rate, double momentum) {
        return NetworkGraph.create(
                key(network, options),
                new SgdMomentum(momentum, LearningRateSchedule.constant(rate)),
                Objective.plain(0),
                7);
    }

    private static EngineKey key(NetworkSpec network, EngineOptions options) {
        return new EngineKey(
                network,
                new PixelNormalization(List.of(120, 130), 1 / 64f),
                new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE),
                options);
    }

    private static NetworkSpec binary() {
        return network(WeightPrecision.INT8, WeightPrecision.BINARY, MapPrecision.UINT8);
    }

    private static NetworkSpec network(WeightPrecision edge, WeightPrecision inner, MapPrecision map) {
        return new NetworkSpec(
                "tiny",
                new Shape(2, SIDE, SIDE),
                List.of(
                        new Node("conv", new LayerSpec.Conv2d(8, 3, 1, 1, false, edge), List.of("input")),
                        new Node("norm", LayerSpec.BatchNorm.STANDARD, List.of("conv")),
                        new Node("relu", new LayerSpec.Activation(map), List.of("norm")),
                        new Node("conv2", new LayerSpec.Conv2d(8, 3, 2, 1, false, inner), List.of("relu")),
                        new Node("norm2", LayerSpec.BatchNorm.STANDARD, List.of("conv2")),
                        new Node("relu2", new LayerSpec.Activation(map), List.of("norm2")),
                        new Node("pool", new LayerSpec.GlobalAveragePool(), List.of("relu2")),
                        new Node("fc", new LayerSpec.Linear(3, true, edge), List.of("pool"))));
    }

    private static DataSet batch(long seed) {
        Random random = new Random(seed);
        INDArray pixels = Nd4j.create(DataType.UINT8, IMAGES, 2 * SIDE * SIDE);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, IMAGES, 3);
        byte[] bytes = new byte[IMAGES * 2 * SIDE * SIDE];
        random.nextBytes(bytes);
        Buffers.bytes(pixels).put(0, bytes);
        for (int i = 0; i < IMAGES; i++) {
            labels.putScalar(i, random.nextInt(3), 1);
        }
        return new DataSet(pixels, labels);
    }
}
