package org.bitadapt.quant.onnx.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitadapt.quant.onnx.reading.HandMade.numbers;

import java.nio.FloatBuffer;
import java.util.List;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.Shape;
import org.bitadapt.quant.engine.TrainingEngines;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.EngineOptions.Kind;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.bitadapt.quant.layer.Buffers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch norms that are put back compute what the file computes, and keep doing so in training. */
class RestoredNormsTest {

    private static final double TOLERANCE = 1e-4;

    private static TrainingEngine open(
            org.bitadapt.common.network.NetworkSpec spec, ImportedNetwork network, int images) {
        return TrainingEngines.open(
                spec,
                network.pixels(),
                new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE),
                new EngineOptions(1, images, Kind.REFERENCE));
    }

    /** The imported network with statistics of one batch, as {@code bitadapt import} measures them. */
    private static ImportedNetwork measured(ImportedNetwork imported, byte[] pixels) {
        int images = pixels.length / imported.spec().input().size();
        StatisticsNetwork statistics = new StatisticsNetwork(imported);
        float[] parameters = statistics.parameters();
        try (TrainingEngine engine = open(statistics.spec(), imported, images)) {
            FloatBuffer gradient = Buffers.direct(new float[parameters.length]);
            engine.forward(
                    Buffers.direct(parameters), Scores.direct(pixels), images, 0, Buffers.direct(new float[images]));
            engine.backward(Buffers.direct(parameters), Buffers.direct(new float[images]), gradient);
            for (ParameterSlice slice : engine.layout().slices().values()) {
                for (int i = slice.offset(); !slice.role().trained() && i < slice.end(); i++) {
                    parameters[i] -= gradient.get(i);
                }
            }
        }
        return statistics.measured(parameters, images);
    }

    /** In training, a batch norm sees the statistics of the batch, here those that were measured. */
    @ParameterizedTest
    @ValueSource(strings = {"residual-folded", "alexnet", "plain"})
    void trainingBeginsWithTheScoresOfTheFile(String name) {
        TorchNetwork torch = TorchNetwork.named(name);
        ImportedNetwork imported = measured(torch.imported(), torch.pixels());
        Scores.assertClose(Scores.of(imported, torch.pixels(), Kind.REFERENCE), torch.scores(), 1e-5);
        Scores.assertClose(training(imported, torch.pixels()), torch.scores(), TOLERANCE);
    }

    /** Without statistics, the scores of training are others: measuring matters. */
    @Test
    void withoutStatisticsTrainingBeginsElsewhere() {
        TorchNetwork torch = TorchNetwork.named("residual-folded");
        double[][] scores = training(torch.imported(), torch.pixels());
        assertThat(Math.abs(scores[0][0] - torch.scores()[0][0])).isGreaterThan(0.01);
    }

    private static double[][] training(ImportedNetwork imported, byte[] pixels) {
        int images = pixels.length / imported.spec().input().size();
        int classes = imported.spec().classes();
        try (TrainingEngine engine = open(imported.spec(), imported, images)) {
            FloatBuffer scores = Buffers.direct(new float[images * classes]);
            engine.forward(Buffers.direct(imported.parameters()), Scores.direct(pixels), images, 0, scores);
            double[][] result = new double[images][classes];
            for (int i = 0; i < images * classes; i++) {
                result[i / classes][i % classes] = scores.get(i);
            }
            return result;
        }
    }

    /** The mean and the second moment of a 1x1 convolution over four pixels, computed by hand. */
    @Test
    void statisticsAreThoseOfTheLayersOwnProducts() {
        HandMade graph = new HandMade(1, 1, 2, 2);
        String kernel = graph.floats(new float[] {2, -1}, 2, 1, 1, 1);
        graph.then("Conv", List.of(kernel, graph.floats(new float[] {7, 7}, 2)));
        ImportedNetwork imported = graph.then("Relu").classify(2, 2).imported();
        byte[] pixels = {0, 51, 102, (byte) 255};
        ImportedNetwork network = measured(imported, pixels);
        ParameterLayout layout = network.layout();
        float[] parameters = network.parameters();
        ParameterSlice mean = layout.slice("conv0.norm", ParameterRole.MEAN);
        ParameterSlice second = layout.slice("conv0.norm", ParameterRole.SECOND_MOMENT);
        // Pixels are 0, 0.2, 0.4 and 1: mean 0.4, second moment 0.3, variance 0.14.
        assertThat(parameters[mean.offset()]).isEqualTo(0.8f, org.assertj.core.data.Offset.offset(1e-6f));
        assertThat(parameters[mean.offset() + 1]).isEqualTo(-0.4f, org.assertj.core.data.Offset.offset(1e-6f));
        assertThat(parameters[second.offset()]).isEqualTo(1.2f, org.assertj.core.data.Offset.offset(1e-6f));
        assertThat(parameters[second.offset() + 1]).isEqualTo(0.3f, org.assertj.core.data.Offset.offset(1e-6f));
        int gamma = layout.slice("conv0.norm", ParameterRole.GAMMA).offset();
        int beta = layout.slice("conv0.norm", ParameterRole.BETA).offset();
        assertThat(parameters[gamma + 1])
                .isEqualTo((float) Math.sqrt(0.14 + 1e-5), org.assertj.core.data.Offset.offset(1e-6f));
        assertThat(parameters[beta]).isEqualTo(7.8f, org.assertj.core.data.Offset.offset(1e-6f));
    }

    @Test
    void everyLayerButTheLastHasABatchNormAndNoBias() {
        HandMade graph = new HandMade(1, 3, 8, 8).convolution(3, 4, 3).then("Relu");
        graph.convolution(4, 4, 3, numbers("strides", 2, 2)).then("Relu");
        ImportedNetwork imported = graph.classify(4, 5).imported();
        assertThat(imported.restored()).containsExactly("conv0.norm", "conv2.norm");
        assertThat(LoweredNetwork.of(imported.spec()).products()).allSatisfy(product -> {
            boolean last = product.output().shape().equals(Shape.vector(5));
            assertThat(product.batchNorm().isPresent()).isEqualTo(!last);
            assertThat(product.layer().bias()).isEqualTo(last);
        });
        assertThat(imported.spec().node("conv0.norm").layer()).isEqualTo(LayerSpec.BatchNorm.STANDARD);
    }
}
