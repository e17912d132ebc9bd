package org.bitadapt.quant.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.Phase;
import org.junit.jupiter.api.Test;

class TrainingBenchmarkTest {

    @Test
    void measuresStepsAndWhereTheirTimeGoes() {
        try (TrainingBenchmark benchmark = new TrainingBenchmark(
                PrecisionPolicy.BINARY.apply(Networks.named("resnet20", 10)), EngineOptions.automatic(2, 4))) {
            TrainingSpeed speed = benchmark.measure(Duration.ZERO, Duration.ofMillis(1));
            assertThat(speed.steps()).isEqualTo(3);
            assertThat(speed.minimum()).isPositive().isLessThanOrEqualTo(speed.median());
            assertThat(speed.maximum()).isGreaterThanOrEqualTo(speed.median());
            double all = speed.shares().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            assertThat(all).isCloseTo(1, within(1e-9));
            assertThat(speed.shares().get(Phase.WEIGHT_GRADIENT)).isPositive();
        }
    }
}
