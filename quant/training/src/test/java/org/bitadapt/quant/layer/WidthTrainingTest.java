package org.bitadapt.quant.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.Width;
import org.bitadapt.quant.engine.SampleNetworks;
import org.bitadapt.quant.engine.TrainingEngines;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.bitadapt.quant.engine.parameter.WidthParameters;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Trains networks of several widths, and compares with networks of one width each and loops. */
class WidthTrainingTest {

    private static final int IMAGES = 6;
    private static final int CLASSES = 4;
    private static final float RATE = 0.05f;
    private static final List<Width> WIDTHS = List.of(new Width(1, 8), new Width(2, 4), new Width(4, 8));
    private static final PixelNormalization PIXELS = new PixelNormalization(List.of(120, 126, 97), 1 / 64f);
    private static final Hysteresis HYSTERESIS = new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE);

    private static NetworkSpec network() {
        return SampleNetworks.withWidth(SampleNetworks.binaryResidual(), 4, 8).withWidths(WIDTHS);
    }

    /**
     * A step of plain descent. Every width's gradient comes from a network of that width alone, the losses from loops over
     * its scores; shared parameters take the mean of the gradients, all others their own.
     */
    @ParameterizedTest
    @EnumSource(EngineOptions.Kind.class)
    void aStepIsThatOfTheWidthsOneByOne(EngineOptions.Kind kind) {
        EngineOptions options = new EngineOptions(1, IMAGES, kind);
        ComputationGraph graph = graph(network(), options, Consistency.RECURSIVE);
        graph.fit(batch(1));
        float[] before = graph.params().toFloatVector();
        DataSet batch = batch(2);
        float[] expected = expected(before, batch, options);
        graph.fit(batch);

        float[] after = graph.params().toFloatVector();
        ParameterLayout layout = NetworkGraph.layout(graph);
        for (ParameterSlice slice : layout.slices().values()) {
            if (slice.role() != ParameterRole.SIGN) {
                for (int i = slice.offset(); i < slice.end(); i++) {
                    assertThat(after[i]).as(slice.key()).isCloseTo(clipped(layout, slice, expected[i]), within(1e-5f));
                }
            }
        }
    }

    private static float[] expected(float[] before, DataSet batch, EngineOptions options) {
        Map<Width, double[][]> softmax = new HashMap<>();
        float[] result = before.clone();
        ParameterLayout whole = ParameterLayout.of(LoweredNetwork.of(network()));
        for (int number = WIDTHS.size() - 1; number >= 0; number--) {
            Width width = WIDTHS.get(number);
            Width wider = number == WIDTHS.size() - 1 ? width : WIDTHS.get(number + 1);
            WidthParameters one = WidthParameters.of(network(), before, width);
            FloatBuffer parameters = direct(one.parameters().length);
            parameters.put(0, one.parameters());
            FloatBuffer scores = direct(IMAGES * CLASSES);
            FloatBuffer slope = direct(IMAGES * CLASSES);
            FloatBuffer gradient = direct(one.parameters().length);
            ByteBuffer pixels = Buffers.bytes(batch.getFeatures());
            try (TrainingEngine engine = TrainingEngines.open(one.network(), PIXELS, HYSTERESIS, options)) {
                engine.forward(parameters, pixels, IMAGES, 1, scores);
                softmax.put(width, softmax(scores));
                for (int i = 0; i < IMAGES * CLASSES; i++) {
                    double target = number == WIDTHS.size() - 1
                            ? batch.getLabels().getDouble(i / CLASSES, i % CLASSES)
                            : softmax.get(wider)[i / CLASSES][i % CLASSES];
                    slope.put(i, (float) (softmax.get(width)[i / CLASSES][i % CLASSES] - target));
                }
                engine.backward(parameters, slope, gradient);
            }
            descend(whole.at(width), ParameterLayout.of(LoweredNetwork.of(one.network())), gradient, result);
        }
        return result;
    }

    private static void descend(ParameterLayout whole, ParameterLayout own, FloatBuffer gradient, float[] result) {
        for (ParameterSlice slice : own.slices().values()) {
            int offset = whole.slice(slice.node(), slice.role()).offset();
            boolean shared = slice.role() == ParameterRole.WEIGHT || slice.role() == ParameterRole.BIAS;
            float rate = shared ? RATE / IMAGES / WIDTHS.size() : RATE / IMAGES;
            for (int i = 0; i < slice.length(); i++) {
                result[offset + i] -= (slice.role().trained() ? rate : 1) * gradient.get(slice.offset() + i);
            }
        }
    }

    /** Latent weights of planes stay within -1..1. */
    private static float clipped(ParameterLayout layout, ParameterSlice slice, float value) {
        boolean latent = slice.role() == ParameterRole.WEIGHT && layout.has(slice.node(), ParameterRole.SIGN);
        return latent ? Math.max(-1, Math.min(1, value)) : value;
    }

    private static double[][] softmax(FloatBuffer scores) {
        double[][] result = new double[IMAGES][CLASSES];
        for (int image = 0; image < IMAGES; image++) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                result[image][c] = Math.exp(scores.get(image * CLASSES + c));
                sum += result[image][c];
            }
            for (int c = 0; c < CLASSES; c++) {
                result[image][c] /= sum;
            }
        }
        return result;
    }

    private static FloatBuffer direct(int length) {
        return Buffers.direct(new float[length]);
    }

    @Test
    void aSandwichLeavesTheOtherWidthsAsTheyAre() {
        List<Width> widths = new ArrayList<>(WIDTHS);
        widths.add(1, new Width(2, 2));
        NetworkSpec network = network().withWidths(widths);
        Consistency sandwich = new Consistency(Consistency.Teaching.RECURSIVE, 0, Consistency.Sampling.SANDWICH);
        ComputationGraph graph = graph(network, new EngineOptions(1, IMAGES, EngineOptions.Kind.REFERENCE), sandwich);
        ParameterLayout layout = NetworkGraph.layout(graph);
        Set<Width> sometimes = new HashSet<>();
        for (int step = 0; step < 12; step++) {
            float[] before = graph.params().toFloatVector();
            graph.fit(batch(step));
            float[] after = graph.params().toFloatVector();
            List<Width> moved = widths.stream()
                    .filter(width -> {
                        ParameterSlice beta = layout.at(width).slice("a1.norm", ParameterRole.BETA);
                        return before[beta.offset()] != after[beta.offset()];
                    })
                    .toList();
            assertThat(moved).hasSize(3).contains(widths.get(0), widths.get(3));
            sometimes.addAll(moved);
        }
        assertThat(sometimes).hasSize(4);
    }

    @Test
    void ofThreeWidthsASandwichHasTheWidestAndHalfTheTimeEachOther() {
        Consistency sandwich = new Consistency(Consistency.Teaching.RECURSIVE, 0, Consistency.Sampling.SANDWICH);
        int narrowest = 0;
        for (long seed = 0; seed < 1000; seed++) {
            List<Width> step = sandwich.widths(WIDTHS, seed);
            assertThat(step).hasSize(2).startsWith(WIDTHS.get(2));
            narrowest += step.contains(WIDTHS.get(0)) ? 1 : 0;
        }
        assertThat(narrowest).isBetween(450, 550);
        assertThat(sandwich.widths(WIDTHS.subList(0, 2), 1)).containsExactly(WIDTHS.get(1), WIDTHS.get(0));
    }

    @Test
    void widthsTravelWithTheGraphAndShareSigns() {
        Consistency consistency = new Consistency(Consistency.Teaching.WIDEST, 0.25, Consistency.Sampling.SANDWICH);
        ComputationGraph graph =
                graph(network(), new EngineOptions(1, IMAGES, EngineOptions.Kind.REFERENCE), consistency);
        GraphState state = GraphState.of(graph);
        GraphState read = GraphState.fromJson(state.toJson());
        assertThat(read).isEqualTo(state);
        assertThat(read.key().network().widths()).isEqualTo(WIDTHS);
        assertThat(read.objective().consistency()).isEqualTo(consistency);

        graph.fit(batch(3));
        float[] parameters = graph.params().toFloatVector();
        WidthParameters one = WidthParameters.of(network(), parameters, WIDTHS.get(0));
        ParameterLayout layout = ParameterLayout.of(LoweredNetwork.of(one.network()));
        ParameterSlice signs = layout.slice("b1", ParameterRole.SIGN);
        ParameterSlice whole = NetworkGraph.layout(graph).slice("b1", ParameterRole.SIGN);
        for (int i = 0; i < signs.length(); i++) {
            assertThat(one.parameters()[signs.offset() + i]).isEqualTo(parameters[whole.offset() + i]);
        }
        assertThatThrownBy(() -> WidthParameters.of(network(), parameters, new Width(3, 8)))
                .hasMessage("Invalid width: w3a8 (must be one of [w1a8, w2a4, w4a8])");
    }

    private static ComputationGraph graph(NetworkSpec network, EngineOptions options, Consistency consistency) {
        return NetworkGraph.create(
                new EngineKey(network, PIXELS, HYSTERESIS, options),
                new SgdMomentum(0, LearningRateSchedule.constant(RATE)),
                Objective.plain(0).consistent(consistency),
                7);
    }

    private static DataSet batch(long seed) {
        Random random = new Random(seed);
        int size = network().input().size();
        INDArray pixels = Nd4j.create(DataType.UINT8, IMAGES, size);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, IMAGES, CLASSES);
        byte[] bytes = new byte[IMAGES * size];
        random.nextBytes(bytes);
        Buffers.bytes(pixels).put(0, bytes);
        for (int i = 0; i < IMAGES; i++) {
            labels.putScalar(i, random.nextInt(CLASSES), 1);
        }
        return new DataSet(pixels, labels);
    }
}
