package org.bitadapt.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EpochMetricsTest {

    private static final Map<String, Double> FLIPS = new LinkedHashMap<>(Map.of("conv1", 0.25));

    @Test
    void theLineHasTheComponentsAsKeys() {
        EpochMetrics metrics = new EpochMetrics(2, 0.1, 0.05, 1.5, 0.5, 1.25, 0.75, 240.5, 10, FLIPS);
        assertThat(metrics.toJson())
                .isEqualTo("{\"epoch\":2,\"learningRate\":0.1,\"lastLearningRate\":0.05,\"trainLoss\":1.5,"
                        + "\"trainAccuracy\":0.5,"
                        + "\"validationLoss\":1.25,\"validationAccuracy\":0.75,\"imagesPerSecond\":240.5,"
                        + "\"seconds\":10.0,\"flippedShare\":{\"conv1\":0.25}}");
    }

    @Test
    void theLineReadsBackTheSame() throws IOException {
        EpochMetrics metrics = new EpochMetrics(0, 0.1, 0.1, Double.NaN, 1.0 / 3, Double.NaN, 0, 1e9, 1e-9, Map.of());
        assertThat(EpochMetrics.fromJson(metrics.toJson())).isEqualTo(metrics);
        assertThat(metrics.toJson()).contains("\"trainLoss\":null");
    }

    @Test
    void onlyNetworksOfSeveralWidthsHaveTheirAccuracies() throws IOException {
        EpochMetrics one = new EpochMetrics(0, 0.1, 0.1, 1, 0.5, 1, 0.75, 100, 2, Map.of());
        assertThat(one.toJson()).endsWith("\"flippedShare\":{}}");
        Map<String, Double> accuracies = new LinkedHashMap<>();
        accuracies.put("w1a8", 0.5);
        accuracies.put("w2a8", 0.75);
        EpochMetrics two = new EpochMetrics(0, 0.1, 0.1, 1, 0.5, 1, 0.75, 100, 2, Map.of(), accuracies);
        assertThat(two.toJson())
                .isEqualTo(one.toJson().replace("{}}", "{},\"widthAccuracy\":{\"w1a8\":0.5,\"w2a8\":0.75}}"));
        assertThat(EpochMetrics.fromJson(two.toJson())).isEqualTo(two);
        assertThat(MetricsTable.of(List.of(two)).columns())
                .isEqualTo(MetricsTable.of(List.of(one)).columns());
    }

    @Test
    void otherLinesAreRefused() {
        assertThatThrownBy(() -> EpochMetrics.fromJson("{}"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Invalid metrics: {}");
        assertThatThrownBy(() -> EpochMetrics.fromJson("")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new EpochMetrics(-1, 0, 0, 0, 0, 0, 0, 0, 0, Map.of()))
                .hasMessage("Invalid epoch: -1 (must be 0 or more)");
    }
}
