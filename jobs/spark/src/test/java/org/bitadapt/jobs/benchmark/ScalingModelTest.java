package org.bitadapt.jobs.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.Test;

class ScalingModelTest {

    private static final ClusterCosts FREE = new ClusterCosts(100, 0, 0, 0, 0, Double.POSITIVE_INFINITY, 0);

    @Test
    void aNetworkThatCostsNothingLeavesComputeOnly() {
        ScalingModel model = new ScalingModel(FREE, 1_000_000, 640_000, 64, 10, 1);
        for (int executors : new int[] {1, 10, 100, 1000}) {
            ScalingPrediction prediction = model.predict(executors);
            assertThat(prediction.efficiency()).isCloseTo(1, within(1e-12));
            assertThat(prediction.computeShare()).isEqualTo(1);
            assertThat(prediction.epochSeconds()).isCloseTo(6400.0 / executors, within(1e-9));
        }
    }

    /**
     * The prediction is computed by hand: 64,000 images on 10 workers are 100 steps of 0.64 s, in 10 rounds. 10^6 bytes
     * take 10 ms through the network and as long through the codec. The broadcast takes 20 ms, and ceil(log2(11)) = 4
     * generations of 10 + 1 ms. The averaging takes one level of 8 results at 30 ms and 1 ms, then 2 results and 1 ms.
     * The scheduling takes 5 ms and 10 + 2 tasks at 1 ms.
     */
    @Test
    void tenExecutorsCostWhatAHandComputationSays() {
        ClusterCosts costs = new ClusterCosts(100, 1e-8, 2e-8, 5e-3, 1e-3, 1e8, 1e-3);
        ScalingPrediction prediction = new ScalingModel(costs, 1_000_000, 64_000, 64, 10, 1).predict(10);
        double broadcast = 10 * (0.020 + 4 * 0.011);
        double averaging = 10 * (8 * 0.030 + 0.001 + 2 * 0.030 + 0.001);
        double scheduling = 10 * (0.005 + 12 * 0.001);
        double seconds = 64 + broadcast + averaging + scheduling;
        assertThat(prediction.epochSeconds()).isCloseTo(seconds, within(1e-9));
        assertThat(prediction.broadcastShare()).isCloseTo(broadcast / seconds, within(1e-12));
        assertThat(prediction.averagingShare()).isCloseTo(averaging / seconds, within(1e-12));
        assertThat(prediction.schedulingShare()).isCloseTo(scheduling / seconds, within(1e-12));
        assertThat(prediction.efficiency()).isCloseTo(64 / seconds, within(1e-12));
        assertThat(prediction.imagesPerSecond()).isCloseTo(64_000 / seconds, within(1e-9));
    }

    @Test
    void everyCostLowersTheSpeedAndEfficiencyFallsWithExecutors() {
        ClusterCosts cheap = new ClusterCosts(100, 1e-9, 1e-9, 1e-3, 1e-4, 1e9, 1e-4);
        double base = speed(cheap, 10);
        assertThat(speed(new ClusterCosts(100, 2e-9, 1e-9, 1e-3, 1e-4, 1e9, 1e-4), 10))
                .isLessThan(base);
        assertThat(speed(new ClusterCosts(100, 1e-9, 2e-9, 1e-3, 1e-4, 1e9, 1e-4), 10))
                .isLessThan(base);
        assertThat(speed(new ClusterCosts(100, 1e-9, 1e-9, 2e-3, 1e-4, 1e9, 1e-4), 10))
                .isLessThan(base);
        assertThat(speed(new ClusterCosts(100, 1e-9, 1e-9, 1e-3, 2e-4, 1e9, 1e-4), 10))
                .isLessThan(base);
        assertThat(speed(new ClusterCosts(100, 1e-9, 1e-9, 1e-3, 1e-4, 5e8, 1e-4), 10))
                .isLessThan(base);
        assertThat(speed(new ClusterCosts(100, 1e-9, 1e-9, 1e-3, 1e-4, 1e9, 2e-4), 10))
                .isLessThan(base);
        assertThat(speed(new ClusterCosts(200, 1e-9, 1e-9, 1e-3, 1e-4, 1e9, 1e-4), 10))
                .isGreaterThan(base);
        double before = 1;
        for (int executors : new int[] {1, 10, 100, 1000}) {
            double efficiency = model(cheap).predict(executors).efficiency();
            assertThat(efficiency).isPositive().isLessThan(before);
            before = efficiency;
        }
    }

    @Test
    void aStepThatIsNotFullTakesAsLong() {
        ScalingModel model = new ScalingModel(FREE, 1, 6401, 64, 10, 1);
        assertThat(model.predict(10).epochSeconds()).isCloseTo(11 * 0.64, within(1e-12));
        assertThat(model.predict(10).efficiency()).isLessThan(1);
    }

    @Test
    void coresOfAnExecutorShareItsBroadcast() {
        ClusterCosts costs = new ClusterCosts(100, 0, 0, 0, 0, 1e6, 0);
        double one =
                new ScalingModel(costs, 1_000_000, 64_000, 64, 10, 1).predict(8).broadcastShare();
        double four =
                new ScalingModel(costs, 1_000_000, 64_000, 64, 10, 4).predict(2).broadcastShare();
        assertThat(four).isLessThan(one);
    }

    @Test
    void costsAreValidated() {
        assertThatThrownBy(() -> new ClusterCosts(0, 0, 0, 0, 0, 1, 0))
                .hasMessage("Invalid images per second: 0.0 (must be above 0)");
        assertThatThrownBy(() -> new ClusterCosts(1, 0, -1, 0, 0, 1, 0))
                .hasMessage("Invalid cost: -1.0 (must be 0 or more)");
        assertThatThrownBy(() -> new ScalingModel(FREE, 1, 1, 0, 1, 1)).hasMessageContaining("must be 1 or more");
    }

    @Test
    void sparksCostsAreMeasured() {
        SparkCosts.Measured measured = new SparkCosts(LocalSpark.context(), Duration.ofMillis(200)).measure(100_000);
        assertThat(measured.jobSeconds() + measured.taskSeconds()).isPositive();
        assertThat(measured.averagingSecondsPerByte()).isNotNegative().isLessThan(1);
        assertThat(measured.broadcastSecondsPerByte()).isNotNegative().isLessThan(1);
    }

    private static double speed(ClusterCosts costs, int executors) {
        return model(costs).predict(executors).imagesPerSecond();
    }

    private static ScalingModel model(ClusterCosts costs) {
        return new ScalingModel(costs, 10_000_000, 640_000, 64, 10, 1);
    }
}
