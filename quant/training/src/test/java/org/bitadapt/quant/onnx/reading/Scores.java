package org.bitadapt.quant.onnx.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.quant.engine.TrainingEngines;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.layer.Buffers;

/** Scores that our engines give imported networks. */
final class Scores {

    private Scores() {}

    /** Scores in evaluation, {@code [image][class]}, after the file's softmax. */
    static double[][] of(ImportedNetwork network, byte[] pixels, EngineOptions.Kind kind) {
        return of(network.spec(), network.pixels(), network.parameters(), network.ending(), pixels, kind);
    }

    static double[][] of(
            NetworkSpec spec,
            PixelNormalization normalization,
            float[] parameters,
            Ending ending,
            byte[] pixels,
            EngineOptions.Kind kind) {
        int images = pixels.length / spec.input().size();
        try (TrainingEngine engine = TrainingEngines.open(
                spec,
                normalization,
                new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE),
                new EngineOptions(1, images, kind))) {
            FloatBuffer scores = Buffers.direct(new float[images * spec.classes()]);
            engine.evaluate(Buffers.direct(parameters), direct(pixels), images, scores);
            double[][] result = new double[images][spec.classes()];
            for (int i = 0; i < images; i++) {
                for (int c = 0; c < spec.classes(); c++) {
                    result[i][c] = scores.get(i * spec.classes() + c);
                }
                end(result[i], ending);
            }
            return result;
        }
    }

    static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static void end(double[] scores, Ending ending) {
        if (ending == Ending.SCORES) {
            return;
        }
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score);
        }
        for (int c = 0; c < scores.length; c++) {
            double probability = Math.exp(scores[c]) / sum;
            scores[c] = ending == Ending.SOFTMAX ? probability : Math.log(probability);
        }
    }

    /** Requires scores that differ by at most a share of their range. */
    static void assertClose(double[][] actual, double[][] expected, double share) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double[] row : expected) {
            for (double score : row) {
                least = Math.min(least, score);
                most = Math.max(most, score);
            }
        }
        assertThat(most).isGreaterThan(least);
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < expected.length; i++) {
            for (int c = 0; c < expected[i].length; c++) {
                assertThat(actual[i][c] - expected[i][c])
                        .as("image %d, class %d", i, c)
                        .isBetween(-share * (most - least), share * (most - least));
            }
        }
    }
}
