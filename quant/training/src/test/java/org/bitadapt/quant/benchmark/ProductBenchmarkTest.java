package org.bitadapt.quant.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Width;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductBenchmarkTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void timesTheLayersOfPlanesBetweenTheFirstAndTheLast(int planes) {
        NetworkSpec network =
                PrecisionPolicy.BINARY.withWidth(new Width(planes, 8)).apply(Networks.named("resnet8", 10));
        List<ProductSpeed> speeds = new ProductBenchmark(network, 2, Duration.ofMillis(1)).measure();
        assertThat(speeds).hasSize(8); // three blocks of two layers, and two shortcuts
        assertThat(speeds).allSatisfy(speed -> {
            assertThat(speed.table()).isPositive();
            assertThat(speed.bytes()).isPositive();
            assertThat(speed.floats()).isPositive();
        });
        assertThat(speeds.get(0)).matches(speed -> speed.inputs() == 16 && speed.outputs() == 16);
    }
}
