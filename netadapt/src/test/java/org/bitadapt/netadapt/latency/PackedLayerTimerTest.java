package org.bitadapt.netadapt.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.netadapt.Samples;
import org.bitadapt.runtime.EngineChoice;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.SessionOptions;
import org.bitadapt.runtime.format.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackedLayerTimerTest {

    static Stream<LayerShape> shapes() {
        return Stream.of(Samples.chain(PrecisionPolicy.BINARY), Samples.residual(PrecisionPolicy.BINARY))
                .flatMap(network -> LatencyGrid.of(network, new GridSteps(1000, 1000), 8).stream())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyShapeOfANetworkRunsInAModelAroundIt(LayerShape shape) {
        LayerModel layer = LayerModel.of(shape);
        PackedModel model = PackedModel.load(layer.file());
        Shape output = model.network().slots().get(layer.operation()).shape();
        assertThat(output.channels()).isEqualTo(shape.outputs());
        TimingEffort effort = TimingEffort.least(3);
        Measurement measured = new PackedLayerTimer(new SessionOptions(EngineChoice.REFERENCE, 1), effort).time(shape);
        assertThat(measured.runs()).isEqualTo(3);
        assertThat(measured.medianMicros()).isPositive();
    }

    @Test
    void floatingPointLayersAreRefused() {
        LayerShape shape = LatencyGrid.of(Samples.chain(PrecisionPolicy.FLOAT32), new GridSteps(8, 8), 8)
                .get(0);
        PackedLayerTimer timer = new PackedLayerTimer(SessionOptions.DEFAULT, TimingEffort.DEFAULT);
        assertThatThrownBy(() -> timer.time(shape))
                .hasMessageStartingWith("Invalid layer to measure: CONVOLUTION,3,16");
    }

    @Test
    void theGridHasThePresentChannelsTheLeastAndTheSteps() {
        NetworkSpec network = Samples.chain(PrecisionPolicy.BINARY);
        List<LayerShape> shapes = LatencyGrid.of(network, new GridSteps(8, 16), 4);
        assertThat(shapes)
                .filteredOn(shape -> shape.geometry().kind() == LayerKind.CONVOLUTION && shape.inputs() == 3)
                .extracting(LayerShape::outputs)
                .containsExactly(16, 8, 4);
        assertThat(shapes)
                .filteredOn(shape -> shape.geometry().kind() == LayerKind.LINEAR && shape.outputs() == 5)
                .extracting(LayerShape::inputs)
                .containsExactly(32, 16, 4);
        assertThat(shapes)
                .filteredOn(shape -> shape.geometry().kind() == LayerKind.CONVOLUTION && shape.inputs() != 3)
                .hasSize(3 * 4);
    }

    @Test
    void measurementsAreMediansWithSpreadAndOutliers() {
        Measurement measured = Measurement.of(new long[] {3000, 1000, 90000, 2000, 4000});
        assertThat(measured).isEqualTo(new Measurement(3, 2, 5, 1));
    }

    @Test
    void theFirstLayerOfAGeometryIsWarmedUpLonger() {
        List<LayerShape> shapes = LatencyGrid.of(Samples.chain(PrecisionPolicy.BINARY), new GridSteps(8, 8), 8)
                .subList(0, 2);
        assertThat(shapes)
                .extracting(LayerShape::geometry)
                .containsOnly(shapes.get(0).geometry());
        assertThat(TimingEffort.DEFAULT.expected(shapes)).isEqualTo(Duration.ofMillis(2000 + 20 + 2 * 40));
        assertThatThrownBy(() -> TimingEffort.least(0)).hasMessage("Invalid runs: 0 (must be at least 1)");
    }
}
