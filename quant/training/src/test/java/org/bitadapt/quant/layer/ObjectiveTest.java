package org.bitadapt.quant.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.util.ComputationGraphUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class ObjectiveTest {

    private static final int IMAGES = 12;
    private static final int SIDE = 6;
    /** The rounding of sums of some hundred products of numbers below 1, for 3 classes. */
    private static final double ROUNDING = 1e-5;

    @ParameterizedTest
    @EnumSource(names = {"REFERENCE", "ONEDNN"})
    void anImageCountsAsItsClassWeighs(EngineOptions.Kind kind) {
        Step[] ofClass = {
            step(kind, List.of(1.0, 0.0, 0.0)), step(kind, List.of(0.0, 1.0, 0.0)), step(kind, List.of(0.0, 0.0, 1.0))
        };
        Step weighted = step(kind, List.of(0.5, 3.0, 1.25));

        double[] expected = new double[weighted.update.length];
        Arrays.setAll(
                expected, i -> 0.5 * ofClass[0].update[i] + 3 * ofClass[1].update[i] + 1.25 * ofClass[2].update[i]);
        assertThat(weighted.update).containsExactly(expected, within(ROUNDING));
        assertThat(weighted.loss)
                .isCloseTo(0.5 * ofClass[0].loss + 3 * ofClass[1].loss + 1.25 * ofClass[2].loss, within(ROUNDING));
        assertThat(Arrays.stream(ofClass[1].update)).anyMatch(change -> Math.abs(change) > 100 * ROUNDING);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFERENCE", "ONEDNN"})
    void equalWeightsArePlainCrossEntropy(EngineOptions.Kind kind) {
        Step plain = step(kind, List.of());
        Step equal = step(kind, List.of(1.0, 1.0, 1.0));

        assertThat(equal.loss).isCloseTo(plain.loss, within(ROUNDING));
        assertThat(equal.update).containsExactly(plain.update, within(ROUNDING));
    }

    @Test
    void bothEnginesTakeTheSameWeightedStep() {
        List<Double> weights = List.of(0.5, 3.0, 1.25);
        Step reference = step(EngineOptions.Kind.REFERENCE, weights);
        Step fast = step(EngineOptions.Kind.ONEDNN, weights);

        assertThat(fast.loss).isCloseTo(reference.loss, within(ROUNDING));
        assertThat(fast.update).containsExactly(reference.update, within(ROUNDING));
    }

    /** A teacher with the network's own parameters at temperature 1 gives the network's own scores. */
    @ParameterizedTest
    @EnumSource(names = {"REFERENCE", "ONEDNN"})
    void aNetworkHasNothingToLearnFromItself(EngineOptions.Kind kind) {
        Objective taught = Objective.plain(0).taught(new Distillation(1, 1));
        ComputationGraph graph = graph(kind, taught);
        Teacher itself = new Teacher(
                NetworkGraph.configuration(graph).engineKey(), graph.params().toFloatVector());
        INDArray before = graph.params().dup();
        MultiDataSet lesson = itself.teach(ComputationGraphUtil.toMultiDataSet(batch()));
        graph.fit(lesson);
        assertThat(graph.params().sub(before).amaxNumber().doubleValue()).isLessThan(ROUNDING);
        StepResult seen = NetworkGraph.lastStep(graph, lesson.getLabels(0));
        assertThat(seen.images()).isEqualTo(IMAGES);
        assertThat(seen.crossEntropy() / IMAGES).isCloseTo(step(kind, List.of()).loss, within(ROUNDING));
    }

    @Test
    void weightsMustFitTheClasses() {
        assertThatThrownBy(() -> graph(EngineOptions.Kind.REFERENCE, List.of(1.0, 2.0)))
                .hasMessage("Invalid class weights: 2 (must be 3, one per class)");
        assertThatThrownBy(() -> new Objective(0, List.of(1.0, -1.0)))
                .hasMessage("Invalid class weight: -1.0 (must be finite and 0 or more)");
        assertThatThrownBy(() -> Objective.plain(Double.NaN))
                .hasMessage("Invalid weight decay: NaN (must be finite and 0 or more)");
    }

    @SuppressWarnings("ArrayRecordComponent") // local to this test
    private record Step(double loss, double[] update) {}

    /** Takes a step of plain descent, always from the same weights on the same images. */
    private static Step step(EngineOptions.Kind kind, List<Double> weights) {
        ComputationGraph graph = graph(kind, weights);
        INDArray before = graph.params().dup();
        graph.fit(batch());
        return new Step(graph.score(), graph.params().sub(before).toDoubleVector());
    }

    private static ComputationGraph graph(EngineOptions.Kind kind, List<Double> weights) {
        return graph(kind, new Objective(0, weights));
    }

    private static ComputationGraph graph(EngineOptions.Kind kind, Objective objective) {
        EngineKey key = new EngineKey(
                network(),
                new PixelNormalization(List.of(120, 130), 1 / 64f),
                new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE),
                new EngineOptions(1, IMAGES, kind));
        SgdMomentum descent = new SgdMomentum(0, LearningRateSchedule.constant(0.1));
        return NetworkGraph.create(key, descent, objective, 7);
    }

    /** A network without batch norm, whose running statistics are no gradient. */
    private static NetworkSpec network() {
        return new NetworkSpec(
                "tiny",
                new Shape(2, SIDE, SIDE),
                List.of(
                        new Node(
                                "conv",
                                new LayerSpec.Conv2d(8, 3, 1, 1, true, WeightPrecision.FLOAT32),
                                List.of("input")),
                        new Node("relu", new LayerSpec.Activation(MapPrecision.FLOAT32), List.of("conv")),
                        new Node("pool", new LayerSpec.GlobalAveragePool(), List.of("relu")),
                        new Node("fc", new LayerSpec.Linear(3, true, WeightPrecision.FLOAT32), List.of("pool"))));
    }

    private static DataSet batch() {
        Random random = new Random(3);
        INDArray pixels = Nd4j.create(DataType.UINT8, IMAGES, 2 * SIDE * SIDE);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, IMAGES, 3);
        byte[] bytes = new byte[IMAGES * 2 * SIDE * SIDE];
        random.nextBytes(bytes);
        Buffers.bytes(pixels).put(0, bytes);
        for (int i = 0; i < IMAGES; i++) {
            labels.putScalar(i, i % 5 % 3, 1);
        }
        return new DataSet(pixels, labels);
    }
}
