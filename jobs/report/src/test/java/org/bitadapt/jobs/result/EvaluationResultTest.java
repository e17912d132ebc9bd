package org.bitadapt.jobs.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.picture.Pictures;
import org.junit.jupiter.api.Test;

class EvaluationResultTest {

    private static final EvaluationResult RESULT =
            EvaluationResult.of(List.of("cat", "dog", "eel"), new long[][] {{6, 2, 0}, {1, 3, 0}, {4, 0, 0}});

    @Test
    void figuresFollowFromTheMatrix() {
        assertThat(RESULT.records()).isEqualTo(16);
        assertThat(RESULT.accuracy()).isEqualTo(9.0 / 16);
        EvaluationResult.ClassFigures cat = RESULT.perClass().get(0);
        assertThat(cat).isEqualTo(new EvaluationResult.ClassFigures("cat", 8, 11, 6.0 / 11, 0.75, 12.0 / 19));
        assertThat(RESULT.balancedAccuracy()).isEqualTo((0.75 + 0.75 + 0) / 3);
        assertThat(RESULT.macroF1()).isEqualTo((12.0 / 19 + 6.0 / 9) / 3);
    }

    @Test
    void aClassThatIsNeverPredictedHasPrecisionZero() {
        EvaluationResult.ClassFigures eel = RESULT.perClass().get(2);
        assertThat(eel).isEqualTo(new EvaluationResult.ClassFigures("eel", 4, 0, 0, 0, 0));
    }

    @Test
    void aClassWithoutImagesIsNotInTheBalancedAccuracy() {
        EvaluationResult two =
                EvaluationResult.of(List.of("cat", "dog", "eel"), new long[][] {{6, 2, 0}, {0, 0, 0}, {0, 1, 1}});

        assertThat(two.balancedAccuracy()).isEqualTo((0.75 + 0.5) / 2);
    }

    @Test
    void jsonRoundTrips() {
        assertThat(EvaluationResult.fromJson(RESULT.toJson())).isEqualTo(RESULT);
        EvaluationResult tested = RESULT.ofSplit(Split.TEST);
        assertThat(EvaluationResult.fromJson(tested.toJson())).isEqualTo(tested);
    }

    @Test
    void jsonSaysTheSplitIfItIsKnown() {
        assertThat(RESULT.ofSplit(Split.VALIDATION).toJson()).contains("\"split\" : \"validation\"");
        assertThat(RESULT.toJson()).doesNotContain("split");
    }

    @Test
    void thePictureSaysTheSplitIfItIsKnown() {
        assertThat(Pictures.confusion(RESULT.ofSplit(Split.TEST)).caption())
                .contains("16 images of the test split, accuracy");
        assertThat(Pictures.confusion(RESULT).caption()).contains("16 images, accuracy");
    }

    @Test
    void splitsDoNotShareAFile() {
        assertThat(EvaluationResult.fileOf(Split.TEST)).isEqualTo("evaluation.json");
        assertThat(EvaluationResult.fileOf(Split.VALIDATION)).isEqualTo("evaluation-validation.json");
        assertThat(Predictions.fileOf(Split.TRAIN)).isEqualTo("predictions-train.jsonl");
    }

    @Test
    void jsonHoldsTheDerivedFigures() throws Exception {
        JsonNode json = new ObjectMapper().readTree(RESULT.toJson());
        assertThat(json.get("accuracy").doubleValue()).isEqualTo(RESULT.accuracy());
        assertThat(json.get("balancedAccuracy").doubleValue()).isEqualTo(RESULT.balancedAccuracy());
        assertThat(json.get("records").longValue()).isEqualTo(16);
        assertThat(json.at("/perClass/0/recall").doubleValue()).isEqualTo(0.75);
        assertThat(json.at("/confusion/2/0").longValue()).isEqualTo(4);
    }

    @Test
    void jsonOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> EvaluationResult.fromJson("[1]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid evaluation: ");
        assertThatThrownBy(() -> EvaluationResult.fromJson("{}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMatrixMustBeSquareAndNotEmpty() {
        List<String> names = List.of("a", "b");
        assertThatThrownBy(() -> EvaluationResult.of(names, new long[][] {{1, 2}}))
                .hasMessage("Invalid confusion matrix: 1 rows (must be 2, one per class)");
        assertThatThrownBy(() -> EvaluationResult.of(names, new long[][] {{1, 2}, {3}}))
                .hasMessage("Invalid confusion matrix row: [3] (must be 2 counts of 0 or more)");
        assertThatThrownBy(() -> EvaluationResult.of(names, new long[][] {{1, 2}, {3, -1}}))
                .hasMessage("Invalid confusion matrix row: [3, -1] (must be 2 counts of 0 or more)");
        assertThatThrownBy(() -> EvaluationResult.of(names, new long[2][2]))
                .hasMessage("Invalid confusion matrix: all zero (must count at least one record)");
    }
}
