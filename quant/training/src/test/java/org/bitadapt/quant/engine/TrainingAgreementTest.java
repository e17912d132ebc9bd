package org.bitadapt.quant.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trains the same network on the same images with both engines. */
class TrainingAgreementTest {

    private static final int IMAGES = 16;
    private static final int CLASSES = 4;
    private static final int STEPS = 200;
    private static final int LAST = 50;

    /**
     * Losses differ only by rounding, which training enlarges from 1e-6 in one step to no more than a hundredth of the
     * first loss.
     */
    @Test
    void floatLossesAgreeOver200Steps() {
        double[] expected = losses(SampleNetworks.floatResidual(), reference());
        double[] actual =
                losses(SampleNetworks.floatResidual(), new EngineOptions(2, IMAGES, EngineOptions.Kind.ONEDNN));
        assertThat(expected[STEPS - 1]).isLessThan(expected[0] / 2);
        for (int step = 0; step < STEPS; step++) {
            assertThat(actual[step]).as("step %d", step).isCloseTo(expected[step], within(expected[0] / 100));
        }
    }

    /**
     * A value on the border of two codes may go either way, and signs then flip at other steps. The paths of the
     * engines part like the paths of two seeds, but lead to equal losses.
     */
    @ParameterizedTest
    @EnumSource(EngineOptions.Gradients.class)
    void quantizedLossesAgreeAfter200Steps(EngineOptions.Gradients gradients) {
        NetworkSpec spec = SampleNetworks.binaryResidual();
        double[] expected = losses(spec, reference());
        double[] actual = losses(spec, new EngineOptions(2, IMAGES, EngineOptions.Kind.ONEDNN, gradients));
        assertThat(meanOfLast(expected)).isLessThan(expected[0] / 2);
        assertThat(actual[0]).isCloseTo(expected[0], within(1e-4));
        assertThat(meanOfLast(actual)).isCloseTo(meanOfLast(expected), within(expected[0] / 10));
    }

    private static EngineOptions reference() {
        return new EngineOptions(1, IMAGES, EngineOptions.Kind.REFERENCE);
    }

    private static double[] losses(NetworkSpec spec, EngineOptions options) {
        double[] losses = new double[STEPS];
        int[] labels = new Random(5).ints(IMAGES, 0, CLASSES).toArray();
        try (Workbench bench = new Workbench(spec, options)) {
            for (int step = 0; step < STEPS; step++) {
                bench.forward(step);
                losses[step] = crossEntropy(bench, labels);
                bench.backward();
                bench.descend(0.05f);
            }
        }
        return losses;
    }

    /** Returns the mean cross-entropy, and writes its gradient. */
    private static double crossEntropy(Workbench bench, int[] labels) {
        double loss = 0;
        for (int image = 0; image < IMAGES; image++) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                sum += Math.exp(bench.scores.get(image * CLASSES + c));
            }
            for (int c = 0; c < CLASSES; c++) {
                double probability = Math.exp(bench.scores.get(image * CLASSES + c)) / sum;
                double target = labels[image] == c ? 1 : 0;
                loss -= target * Math.log(probability) / IMAGES;
                bench.scoreGradient.put(image * CLASSES + c, (float) ((probability - target) / IMAGES));
            }
        }
        return loss;
    }

    private static double meanOfLast(double[] losses) {
        double sum = 0;
        for (int i = STEPS - LAST; i < STEPS; i++) {
            sum += losses[i];
        }
        return sum / LAST;
    }
}
