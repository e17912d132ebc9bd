package org.bitadapt.quant.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.TrainingEngines;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class SgdMomentumTest {

    private static final int IMAGES = 6;
    private static final int CLASSES = 3;
    private static final double RATE = 0.5;
    /** A change of a parameter below 4 is rounded to 2^-22. */
    private static final double ROUNDING = 2e-6;

    @Test
    void anUpdateIsTheMeanGradientTimesTheRate() {
        ComputationGraph graph = graph(0, LearningRateSchedule.constant(RATE), 0);
        double[] gradient = meanGradient(graph);
        double[] update = update(graph);
        assertUpdate(graph, update, i -> RATE * gradient[i]);
    }

    @Test
    void momentumKeepsEarlierGradientsAndTheRateActsAtOnce() {
        LearningRateSchedule falling =
                new LearningRateSchedule(LearningRateSchedule.Curve.STEP, RATE, 0, 9, List.of(1), 0.1);
        ComputationGraph graph = graph(0.9, falling, 0);
        double[] first = meanGradient(graph);
        assertUpdate(graph, update(graph), i -> RATE * first[i]);
        double[] second = meanGradient(graph);
        assertUpdate(graph, update(graph), i -> 0.1 * RATE * (0.9 * first[i] + second[i]));
    }

    @Test
    void weightsAloneDecay() {
        double decay = 0.25;
        ComputationGraph graph = graph(0, LearningRateSchedule.constant(RATE), decay);
        double[] gradient = meanGradient(graph);
        FloatBuffer before = Buffers.direct(graph.params().toFloatVector());
        int weights = NetworkGraph.layout(graph).slices().values().stream()
                .filter(slice -> slice.role() == ParameterRole.WEIGHT)
                .mapToInt(ParameterSlice::length)
                .sum();
        double[] update = update(graph);
        assertThat(weights).isLessThan(update.length);
        assertUpdate(graph, update, i -> RATE * (gradient[i] + (i < weights ? decay * before.get(i) : 0)));
    }

    @Test
    void momentumIsAFraction() {
        assertThatThrownBy(() -> new SgdMomentum(1, LearningRateSchedule.constant(1)))
                .hasMessage("Invalid momentum: 1.0 (must be 0 or more and below 1)");
    }

    private interface Expected {
        double of(int parameter);
    }

    /** Compares all trained parameters, and checks that some parameters of every slice change. */
    private static void assertUpdate(ComputationGraph graph, double[] update, Expected expected) {
        for (ParameterSlice slice : NetworkGraph.layout(graph).slices().values()) {
            if (slice.role().trained()) {
                double largest = 0;
                for (int i = slice.offset(); i < slice.end(); i++) {
                    assertThat(update[i]).as(slice.key()).isCloseTo(expected.of(i), within(ROUNDING));
                    largest = Math.max(largest, Math.abs(update[i]));
                }
                assertThat(largest).as(slice.key()).isGreaterThan(100 * ROUNDING);
            }
        }
    }

    /** The vector that a step subtracts from the parameters. */
    private static double[] update(ComputationGraph graph) {
        INDArray before = graph.params().dup();
        graph.fit(batch());
        return before.sub(graph.params()).toDoubleVector();
    }

    /** The gradient of the mean cross-entropy of {@link #batch}, by an engine of the test's own. */
    private static double[] meanGradient(ComputationGraph graph) {
        EngineKey key = NetworkGraph.configuration(graph).engineKey();
        FloatBuffer parameters = Buffers.direct(graph.params().toFloatVector());
        FloatBuffer scores = Buffers.direct(new float[IMAGES * CLASSES]);
        FloatBuffer gradient = Buffers.direct(new float[parameters.capacity()]);
        DataSet batch = batch();
        try (TrainingEngine engine =
                TrainingEngines.open(key.network(), key.pixels(), key.hysteresis(), key.options())) {
            engine.forward(parameters, Buffers.bytes(batch.getFeatures()), IMAGES, 0, scores);
            engine.backward(parameters, scoreGradient(scores, batch.getLabels()), gradient);
        }
        double[] mean = new double[gradient.capacity()];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = gradient.get(i) / (double) IMAGES;
        }
        return mean;
    }

    /** The gradient of the cross-entropy by the scores: the softmax less the one-hot label. */
    private static FloatBuffer scoreGradient(FloatBuffer scores, INDArray labels) {
        FloatBuffer result = Buffers.direct(new float[IMAGES * CLASSES]);
        for (int image = 0; image < IMAGES; image++) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                sum += Math.exp(scores.get(image * CLASSES + c));
            }
            for (int c = 0; c < CLASSES; c++) {
                int i = image * CLASSES + c;
                result.put(i, (float) (Math.exp(scores.get(i)) / sum - labels.getDouble(image, c)));
            }
        }
        return result;
    }

    private static ComputationGraph graph(double momentum, LearningRateSchedule schedule, double decay) {
        NetworkSpec network = new NetworkBuilder("tiny", new Shape(2, 5, 4))
                .then("conv", new LayerSpec.Conv2d(4, 3, 1, 1, false, WeightPrecision.FLOAT32))
                .then("norm", LayerSpec.BatchNorm.STANDARD)
                .then("relu", new LayerSpec.Activation(MapPrecision.FLOAT32))
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("fc", new LayerSpec.Linear(CLASSES, true, WeightPrecision.FLOAT32))
                .build();
        EngineKey key = new EngineKey(
                network,
                new PixelNormalization(List.of(120, 130), 1 / 64f),
                new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE),
                new EngineOptions(1, IMAGES, EngineOptions.Kind.REFERENCE));
        return NetworkGraph.create(key, new SgdMomentum(momentum, schedule), Objective.plain(decay), 7);
    }

    private static DataSet batch() {
        byte[] bytes = new byte[IMAGES * 2 * 5 * 4];
        new Random(4).nextBytes(bytes);
        INDArray pixels = Nd4j.create(DataType.UINT8, IMAGES, bytes.length / IMAGES);
        Buffers.bytes(pixels).put(0, bytes);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, IMAGES, CLASSES);
        for (int i = 0; i < IMAGES; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        return new DataSet(pixels, labels);
    }
}
