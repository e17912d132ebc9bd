package org.bitadapt.jobs.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.quant.onnx.reading.Ending;
import org.junit.jupiter.api.Test;

class ScoreComparisonTest {

    private static final double[][] THEIRS = {{1, 3, -1}, {0, -5, 2}};

    @Test
    void differencesAreSharesOfTheRange() {
        double[][] own = {{1, 3.0004, -1}, {2.5, -5, 2}};
        ScoreComparison comparison = ScoreComparison.of(own, THEIRS, Ending.SCORES);
        assertThat(comparison.images()).isEqualTo(2);
        assertThat(comparison.sameClass()).isEqualTo(1);
        assertThat(comparison.largestDifference()).isEqualTo(2.5 / 8);
    }

    @Test
    void fewerImagesOfTheFileAreCompared() {
        double[][] own = {{1, 3, -1}, {0, -5, 2}, {9, 9, 9}};
        assertThat(ScoreComparison.of(own, THEIRS, Ending.SCORES)).isEqualTo(new ScoreComparison(2, 2, 0));
    }

    /** exp(0), exp(ln 3) and their sum are 1, 3 and 4. */
    @Test
    void scoresEndAsThoseOfTheFile() {
        double[][] own = {{1000, 1000 + Math.log(3)}};
        Offset<Double> rounding = Offset.offset(1e-12);
        assertThat(ScoreComparison.of(own, new double[][] {{0.25, 0.75}}, Ending.SOFTMAX)
                        .largestDifference())
                .isCloseTo(0, rounding);
        assertThat(ScoreComparison.of(own, new double[][] {{Math.log(0.25), Math.log(0.75)}}, Ending.LOG_SOFTMAX)
                        .largestDifference())
                .isCloseTo(0, rounding);
    }

    @Test
    void moreThanRoundingIsRefused() {
        assertThatCode(() -> new ScoreComparison(4, 4, 1e-4).require("a.onnx")).doesNotThrowAnyException();
        assertThatThrownBy(() -> new ScoreComparison(4, 3, 0.0123).require("a.onnx"))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "The network of a.onnx would compute something else than ONNX Runtime: scores of 4 images differ"
                                + " by up to 0.012 of their range (must be 1e-04 or less), and 3 of the images get the same class");
        assertThatThrownBy(() -> new ScoreComparison(4, 3, Double.NaN).require("a.onnx"))
                .isInstanceOf(BadInputException.class);
    }

    @Test
    void accuracyIsTheShareOfLabels() {
        assertThat(ScoreComparison.accuracy(THEIRS, List.of(1, 0))).isEqualTo(0.5);
    }
}
