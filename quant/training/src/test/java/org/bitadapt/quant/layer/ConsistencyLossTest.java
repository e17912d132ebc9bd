package org.bitadapt.quant.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.bitadapt.quant.layer.Consistency.Teaching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class ConsistencyLossTest {

    private static final ActivationSoftmax SOFTMAX = new ActivationSoftmax();
    private static final double[] NO_WEIGHTS = {};

    /**
     * Two classes, label 0, scores (2, 0), (1, 0) and (0, 1), the widest first. The softmaxes are (0.880797, 0.119203),
     * (0.731059, 0.268941) and (0.268941, 0.731059). The widest's loss is 0.126928. The next one's is, with a share of
     * labels of 1/4, 1/4 * 0.313262 + 3/4 * (0.880797 * 0.313262 + 0.119203 * 1.313262) = 0.402664. The narrowest's is
     * 1/4 * 1.313262 + 3/4 * (0.731059 * 1.313262 + 0.268941 * 0.313262) = 1.111556 if it learns from the second, and 1/4 *
     * 1.313262 + 3/4 * (0.880797 * 1.313262 + 0.119203 * 0.313262) = 1.223860 if it learns from the first.
     */
    @Test
    void aCaseByHand() {
        INDArray scores = Nd4j.createFromArray(new float[][] {{2, 0, 1, 0, 0, 1}});
        INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0}});
        ConsistencyLoss recursive = loss(Teaching.RECURSIVE, 0.25, 2, NO_WEIGHTS);
        assertThat(recursive.computeScore(labels, scores, SOFTMAX, null, false))
                .isCloseTo(0.126928 + 0.402664 + 1.111556, within(1e-5));
        // p - label; 1/4 (p - label) + 3/4 (p - q) of the wider one
        assertThat(recursive.computeGradient(labels, scores, SOFTMAX, null).toFloatVector())
                .containsExactly(
                        new float[] {
                            -0.119203f,
                            0.119203f,
                            0.25f * -0.268941f + 0.75f * -0.149738f,
                            0.25f * 0.268941f + 0.75f * 0.149738f,
                            0.25f * -0.731059f + 0.75f * -0.462117f,
                            0.25f * 0.731059f + 0.75f * 0.462117f
                        },
                        within(1e-5f));
        assertThat(loss(Teaching.WIDEST, 0.25, 2, NO_WEIGHTS).computeScore(labels, scores, SOFTMAX, null, false))
                .isCloseTo(0.126928 + 0.402664 + 1.223860, within(1e-5));
    }

    /** A narrower width's gradient holds the wider one's scores fixed, so only its own scores are moved. */
    @ParameterizedTest
    @EnumSource(Teaching.class)
    void theGradientByTheNarrowestScoresIsThatOfTheLoss(Teaching teaching) {
        ConsistencyLoss loss = loss(teaching, 0.3, 3, new double[] {0.5, 2, 1.25});
        INDArray scores = scores();
        INDArray labels = Nd4j.createFromArray(new float[][] {{0, 1, 0}, {1, 0, 0}});
        INDArray gradient = loss.computeGradient(labels, scores, SOFTMAX, null);
        double delta = 1e-2; // central differences err by delta^2 times third derivatives, which are below 1
        for (int image = 0; image < 2; image++) {
            for (int column = 6; column < 9; column++) {
                double up = loss.computeScore(labels, moved(scores, image, column, delta), SOFTMAX, null, false);
                double down = loss.computeScore(labels, moved(scores, image, column, -delta), SOFTMAX, null, false);
                assertThat(gradient.getDouble(image, column)).isCloseTo((up - down) / (2 * delta), within(5e-4));
            }
        }
    }

    @Test
    void oneWidthIsCrossEntropy() {
        INDArray scores =
                scores().get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)).dup('c');
        INDArray labels = Nd4j.createFromArray(new float[][] {{0, 1, 0}, {1, 0, 0}});
        assertThat(loss(Teaching.RECURSIVE, 0, 3, NO_WEIGHTS).computeScore(labels, scores, SOFTMAX, null, true))
                .isCloseTo(new LossMCXENT().computeScore(labels, scores, SOFTMAX, null, true), within(1e-6));
    }

    @Test
    void theWidestLearnsFromATeacherAsANetworkOfOneWidthDoes() {
        INDArray labels = Nd4j.createFromArray(new float[][] {{0, 1, 0, 0.5f, -1, 2}, {1, 0, 0, 1, 0.25f, -0.5f}});
        INDArray scores = scores();
        INDArray widest =
                scores.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)).dup('c');
        ConsistencyLoss loss = new ConsistencyLoss(3, Teaching.RECURSIVE, 0, 0.3, 4, NO_WEIGHTS);
        INDArray expected = new DistillationLoss(0.3, 4, NO_WEIGHTS).computeGradient(labels, widest, SOFTMAX, null);
        INDArray actual = loss.computeGradient(labels, scores, SOFTMAX, null);
        for (int image = 0; image < 2; image++) {
            for (int c = 0; c < 3; c++) {
                assertThat(actual.getFloat(image, c)).isEqualTo(expected.getFloat(image, c));
            }
        }
    }

    @Test
    void labelsOfAnotherSizeAreRefused() {
        INDArray labels = Nd4j.createFromArray(new float[][] {{0, 1, 0, 0}, {1, 0, 0, 0}});
        assertThatThrownBy(() ->
                        loss(Teaching.RECURSIVE, 0, 3, NO_WEIGHTS).computeGradient(labels, scores(), SOFTMAX, null))
                .hasMessage("Invalid labels: 4 columns beside 9 scores (must be 3 and a multiple of 3)");
        assertThatThrownBy(() -> new Consistency(Teaching.WIDEST, 1.5, Consistency.Sampling.ALL))
                .hasMessage("Invalid share of labels: 1.5 (must be 0 to 1)");
    }

    private static ConsistencyLoss loss(Teaching teaching, double labels, int classes, double[] weights) {
        return new ConsistencyLoss(classes, teaching, labels, 0, 1, weights);
    }

    private static INDArray scores() {
        Random random = new Random(1);
        float[][] values = new float[2][9];
        for (float[] row : values) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return Nd4j.createFromArray(values);
    }

    private static INDArray moved(INDArray scores, int image, int column, double by) {
        INDArray moved = scores.dup();
        moved.putScalar(image, column, scores.getDouble(image, column) + by);
        return moved;
    }
}
