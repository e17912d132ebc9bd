package org.bitadapt.jobs.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionsTest {

    private static final List<Prediction> SOME = List.of(
            new Prediction("a/\"1\"", 0, 0, 0.75), new Prediction("b", 1, 0, 1), new Prediction("c", 1, 1, 0.5));

    @Test
    void linesAreReadAgain() {
        String text = new String(Predictions.lines(SOME), StandardCharsets.UTF_8);

        assertThat(text.lines()).hasSize(3);
        assertThat(Predictions.parse(text)).isEqualTo(SOME);
        assertThatThrownBy(() -> Predictions.parse("[]")).hasMessageStartingWith("Invalid prediction: ");
    }

    @Test
    void theyMakeOneEvaluationAndNoOther() {
        List<String> classes = List.of("x", "y");

        assertThat(Predictions.make(EvaluationResult.of(classes, new long[][] {{1, 0}, {1, 1}}), SOME))
                .isTrue();
        assertThat(Predictions.make(EvaluationResult.of(classes, new long[][] {{1, 0}, {0, 2}}), SOME))
                .isFalse();
        assertThat(Predictions.make(EvaluationResult.of(List.of("x"), new long[][] {{3}}), SOME))
                .isFalse();
    }
}
