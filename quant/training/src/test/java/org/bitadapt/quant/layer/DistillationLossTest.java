package org.bitadapt.quant.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class DistillationLossTest {

    private static final ActivationSoftmax SOFTMAX = new ActivationSoftmax();
    private static final double[] NO_WEIGHTS = {};

    /**
     * With scores (2, 0), label 0, teacher (0, 2), T = 2 and share 1/4: p = (0.880797, 0.119203), p_T = (0.731059,
     * 0.268941), q_T = (0.268941, 0.731059), so 3/4 * 0.126928 + 1/4 * 4 * 1.044320 = 1.139516 and the gradient is 3/4 *
     * (-0.119203, 0.119203) + 1/4 * 2 * (0.462117, -0.462117).
     */
    @Test
    void aCaseByHand() {
        DistillationLoss loss = new DistillationLoss(0.25, 2, NO_WEIGHTS);
        INDArray scores = Nd4j.createFromArray(new float[][] {{2, 0}});
        INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0, 0, 2}});
        assertThat(loss.computeScore(labels, scores, SOFTMAX, null, false)).isCloseTo(1.139516, within(1e-6));
        assertThat(loss.computeGradient(labels, scores, SOFTMAX, null).toFloatVector())
                .containsExactly(new float[] {0.141656f, -0.141656f}, within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 1})
    void theGradientIsThatOfTheLoss(double share) {
        DistillationLoss loss = new DistillationLoss(share, 3, new double[] {0.5, 2, 1.25});
        INDArray scores = scores(1);
        INDArray labels = labels();
        INDArray gradient = loss.computeGradient(labels, scores, SOFTMAX, null);
        double delta = 1e-2; // central differences err by delta^2 times third derivatives, which are below 1
        for (int i = 0; i < scores.length(); i++) {
            double up = loss.computeScore(labels, moved(scores, i, delta), SOFTMAX, null, false);
            double down = loss.computeScore(labels, moved(scores, i, -delta), SOFTMAX, null, false);
            assertThat(gradient.getDouble(i)).isCloseTo((up - down) / (2 * delta), within(5e-4));
        }
    }

    @Test
    void withoutAShareItIsCrossEntropy() {
        INDArray scores = scores(2);
        INDArray labels = labels();
        INDArray oneHot = Nd4j.createFromArray(new float[][] {{0, 1, 0}, {1, 0, 0}});
        assertThat(new DistillationLoss(0, 5, NO_WEIGHTS).computeScore(labels, scores, SOFTMAX, null, true))
                .isCloseTo(new LossMCXENT().computeScore(oneHot, scores, SOFTMAX, null, true), within(1e-6));
    }

    @Test
    void labelsWithoutATeacherAreRefused() {
        INDArray oneHot = Nd4j.createFromArray(new float[][] {{0, 1, 0}, {1, 0, 0}});
        assertThatThrownBy(() ->
                        new DistillationLoss(0.5, 2, NO_WEIGHTS).computeGradient(oneHot, scores(1), SOFTMAX, null))
                .hasMessage("Invalid labels: 3 columns (must be 6: labels and the teacher's scores)");
        assertThatThrownBy(() -> new Distillation(1.5, 1))
                .hasMessage("Invalid share of a teacher: 1.5 (must be 0 to 1)");
        assertThatThrownBy(() -> new Distillation(0.5, 0))
                .hasMessage("Invalid temperature: 0.0 (must be finite and above 0)");
    }

    private static INDArray scores(long seed) {
        Random random = new Random(seed);
        float[][] values = new float[2][3];
        for (float[] row : values) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return Nd4j.createFromArray(values);
    }

    private static INDArray labels() {
        return Nd4j.createFromArray(new float[][] {{0, 1, 0, 0.5f, -1, 2}, {1, 0, 0, 1, 0.25f, -0.5f}});
    }

    private static INDArray moved(INDArray scores, int index, double by) {
        INDArray moved = scores.dup();
        moved.putScalar(index, scores.getDouble(index) + by);
        return moved;
    }
}
