package org.bitadapt.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.LinkedHashMap;
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
    void otherLinesAreRefused() {
        assertThatThrownBy(() -> EpochMetrics.fromJson("{}"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Invalid metrics: {}");
        assertThatThrownBy(() -> EpochMetrics.fromJson("")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new EpochMetrics(-1, 0, 0, 0, 0, 0, 0, 0, 0, Map.of()))
                .hasMessage("Invalid epoch: -1 (must be 0 or more)");
    }
}
