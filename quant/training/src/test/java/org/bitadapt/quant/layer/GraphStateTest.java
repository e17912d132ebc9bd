package org.bitadapt.quant.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.hysteresis.LatentScale;
import org.bitadapt.quant.engine.hysteresis.Settlement;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class GraphStateTest {

    private static final int IMAGES = 8;
    private static final int SIDE = 6;

    private static final GraphState STATE = new GraphState(
            new EngineKey(
                    network(),
                    new PixelNormalization(List.of(120, 130), 1 / 63f),
                    new Settlement(new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE), 45, LatentScale.FIXED),
                    new EngineOptions(2, IMAGES, EngineOptions.Kind.REFERENCE, EngineOptions.Gradients.FLOAT32)),
            new SgdMomentum(
                    0.9,
                    new LearningRateSchedule(LearningRateSchedule.Curve.STEP, 0.1, 2, 90, List.of(42, 60), 1 / 3.0)),
            new Objective(1e-4, List.of(0.1, 7.0, 1 / 3.0), new Distillation(0.3, 4.1), Consistency.RECURSIVE),
            7,
            41,
            3);

    @Test
    void aGraphOfAStateAndItsNumbersGoesOnLikeTheOriginal() {
        ComputationGraph graph = NetworkGraph.create(STATE.key(), STATE.optimizer(), STATE.objective(), STATE.seed());
        graph.getConfiguration().setIterationCount(STATE.iterations());
        graph.getConfiguration().setEpochCount(STATE.epochs());
        graph.fit(batch(9));

        ComputationGraph restored =
                GraphState.fromJson(GraphState.of(graph).toJson()).newGraph();
        NetworkGraph.restore(restored, graph.params().toFloatVector(), NetworkGraph.velocities(graph));
        for (int step = 0; step < 3; step++) {
            graph.fit(batch(step));
            restored.fit(batch(step));
        }

        assertThat(restored.params()).isEqualTo(graph.params());
        assertThat(restored.score()).isEqualTo(graph.score());
        assertThat(GraphState.of(restored)).isEqualTo(GraphState.of(graph));
    }

    @Test
    void everyComponentIsKept() {
        assertThat(GraphState.fromJson(STATE.toJson())).isEqualTo(STATE);
        assertThat(GraphState.of(STATE.newGraph())).isEqualTo(STATE);
    }

    @Test
    void awkwardNumbersAreKeptExactly() {
        Random random = new Random(5);
        for (int i = 0; i < 1000; i++) {
            float scale = Float.intBitsToFloat(1 + random.nextInt(0x7f7fffff));
            double rate = Double.longBitsToDouble(1 + (random.nextLong() & 0x7fdfffffffffffffL));
            GraphState state = new GraphState(
                    new EngineKey(
                            STATE.key().network(),
                            new PixelNormalization(List.of(1, 2), scale),
                            STATE.key().settlement(),
                            STATE.key().options()),
                    new SgdMomentum(0.9, LearningRateSchedule.constant(rate)),
                    STATE.objective(),
                    random.nextLong(),
                    0,
                    0);
            assertThat(GraphState.fromJson(state.toJson())).isEqualTo(state);
        }
    }

    @Test
    void shiftsAreAKeyWhereThereAreAny() {
        PixelNormalization shifted = new PixelNormalization(List.of(120, 130), 1 / 63f, List.of(0.1f, -0.25f));
        EngineKey key = new EngineKey(
                PrecisionPolicy.FLOAT32.apply(STATE.key().network()),
                shifted,
                STATE.key().settlement(),
                STATE.key().options());
        GraphState state = new GraphState(key, STATE.optimizer(), STATE.objective(), 7, 0, 0);
        assertThat(GraphState.fromJson(state.toJson())).isEqualTo(state);
        assertThat(GraphState.of(state.newGraph())).isEqualTo(state);
        assertThat(STATE.toJson()).doesNotContain("shifts");
    }

    static Stream<Arguments> foreignTexts() {
        return Stream.of(
                Arguments.of("\"seed\" : 7", "\"seed\" : \"7\"", "Invalid JSON: Cannot coerce"),
                Arguments.of("\"seed\" : 7", "\"seed\" : 7.5", "Invalid JSON: Cannot coerce"),
                Arguments.of("\"seed\" : 7", "\"seed\" : null", "Invalid JSON: "),
                Arguments.of("\"seed\" : 7,", "", "Invalid JSON: Missing creator property 'seed'"),
                Arguments.of("\"seed\" : 7", "\"seed\" : 7, \"seed\" : 8", "Invalid JSON: Duplicate field 'seed'"),
                Arguments.of("\"seed\" : 7", "\"seed\" : 7, \"sead\" : 8", "Invalid JSON: Unrecognized field \"sead\""),
                Arguments.of("\"seed\" : 7", "\"seed\" : 7, \"@class\" : \"x\"", "Invalid JSON: Unrecognized field"),
                Arguments.of("\"RELATIVE\"", "0", "Invalid JSON: Cannot deserialize"),
                Arguments.of("\"format\" : 1", "\"format\" : 2", "Invalid format: 2 (must be 1)"),
                Arguments.of("\"iterations\" : 41", "\"iterations\" : -1", "Invalid progress: -1 iterations"),
                Arguments.of("\"momentum\" : 0.9", "\"momentum\" : 1", "Invalid momentum: 1.0"),
                Arguments.of("\"threads\" : 2", "\"threads\" : 257", "Invalid options: 257 threads, 8 images"),
                Arguments.of("\"maximumBatch\" : 8", "\"maximumBatch\" : 65537", "2 threads, 65537 images"),
                Arguments.of("120, 130", "120", "Invalid zero points: [120] (must be 2, one per channel)"),
                Arguments.of("120, 130", "120, 256", "Invalid zero point: 256 (must be 0..255)"));
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @MethodSource("foreignTexts")
    void whatIsNoStateOfOursIsRefused(String old, String replacement, String message) {
        String json = STATE.toJson();
        assertThat(json).contains(old);
        assertThatThrownBy(() -> GraphState.fromJson(json.replace(old, replacement)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static NetworkSpec network() {
        return new NetworkSpec(
                "tiny",
                new Shape(2, SIDE, SIDE),
                List.of(
                        new Node(
                                "conv",
                                new LayerSpec.Conv2d(8, 3, 1, 1, false, WeightPrecision.BINARY),
                                List.of("input")),
                        new Node("norm", new LayerSpec.BatchNorm(1e-5, 0.1), List.of("conv")),
                        new Node("relu", new LayerSpec.Activation(MapPrecision.UINT8), List.of("norm")),
                        new Node("pool", new LayerSpec.GlobalAveragePool(), List.of("relu")),
                        new Node("drop", new LayerSpec.Dropout(0.5), List.of("pool")),
                        new Node("fc", new LayerSpec.Linear(3, true, WeightPrecision.INT8), List.of("drop"))));
    }

    private static DataSet batch(long seed) {
        Random random = new Random(seed);
        INDArray pixels = Nd4j.create(DataType.UINT8, IMAGES, 2 * SIDE * SIDE);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, IMAGES, 6); // a teacher's scores, all 0, behind them
        byte[] bytes = new byte[IMAGES * 2 * SIDE * SIDE];
        random.nextBytes(bytes);
        Buffers.bytes(pixels).put(0, bytes);
        for (int i = 0; i < IMAGES; i++) {
            labels.putScalar(i, random.nextInt(3), 1);
        }
        return new DataSet(pixels, labels);
    }
}
