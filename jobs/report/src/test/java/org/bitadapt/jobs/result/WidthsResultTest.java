package org.bitadapt.jobs.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.bitadapt.common.network.Width;
import org.bitadapt.jobs.dataset.Split;
import org.junit.jupiter.api.Test;

class WidthsResultTest {

    private static final WidthsResult RESULT = new WidthsResult(
            Split.TEST,
            4,
            "eyeriss",
            300L,
            List.of(
                    new WidthFigures(1, 8, 0.5, 0.25, 12.5, 3.25, 100L),
                    new WidthFigures(2, 8, 0.75, 0.5, null, null, 200L)));

    @Test
    void theFileHasTheComponentsAsKeysAndNullForWhatIsNotKnown() throws IOException {
        JsonNode json = new ObjectMapper().readTree(RESULT.toJson());
        assertThat(json).isEqualTo(new ObjectMapper().readTree("""
                {"split": "test", "records": 4, "hardware": "eyeriss", "bytes": 300, "widths": [
                  {"weights": 1, "maps": 8, "accuracy": 0.5, "balancedAccuracy": 0.25,
                   "latencyMicros": 12.5, "energyMicrojoules": 3.25, "bytes": 100},
                  {"weights": 2, "maps": 8, "accuracy": 0.75, "balancedAccuracy": 0.5,
                   "latencyMicros": null, "energyMicrojoules": null, "bytes": 200}]}
                """));
    }

    @Test
    void theFileReadsBackTheSameAndToleratesKeysOfLaterVersions() {
        assertThat(WidthsResult.fromJson(RESULT.toJson())).isEqualTo(RESULT);
        assertThat(WidthsResult.fromJson(RESULT.toJson().replaceFirst("\"records\"", "\"later\" : 1, \"records\"")))
                .isEqualTo(RESULT);
    }

    @Test
    void otherTextsAreRefused() {
        assertThatThrownBy(() -> WidthsResult.fromJson("{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid widths: ");
        assertThatThrownBy(() -> WidthsResult.fromJson("{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be at least one");
    }

    /** Accuracies by hand: 3 of 4 images are right; 2 of 3 of the first class and 1 of 1 of the second. */
    @Test
    void scoresAreThoseOfTheConfusionMatrix() {
        EvaluationResult scores = EvaluationResult.of(List.of("a", "b"), new long[][] {{2, 1}, {0, 1}});
        WidthFigures figures = WidthFigures.of(new Width(2, 4), scores)
                .packedInto(10)
                .timed(1.5)
                .spending(2.5);
        assertThat(figures).isEqualTo(new WidthFigures(2, 4, 0.75, (2 / 3.0 + 1) / 2, 1.5, 2.5, 10L));
        assertThat(figures.width()).hasToString("w2a4");
    }

    @Test
    void theFileIsNamedByTheSplit() {
        assertThat(WidthsResult.FILE).isEqualTo("widths.json");
        assertThat(WidthsResult.fileOf(Split.VALIDATION)).isEqualTo("widths-validation.json");
    }
}
