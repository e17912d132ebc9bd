package org.bitadapt.runtime.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bitadapt.runtime.EngineChoice;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.SessionOptions;
import org.bitadapt.runtime.format.SlotShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackedLayerTimerTest {

    static Stream<LayerShape> shapes() {
        LayerGeometry whole = new LayerGeometry(
                LayerKind.LINEAR, 0, 1, 0, 2, 2, 1, MapKind.CODES, MapKind.CODES, LayerGeometry.Residual.FLOATS);
        return Stream.concat(
                Stream.of(SmallNetworks.chain(), SmallNetworks.residual())
                        .flatMap(model -> PackedLayers.of(model.network()).stream())
                        .map(ShapeGrid.Layer::present)
                        .distinct(),
                Stream.of(
                        new LayerShape(whole, 8, 16),
                        new LayerShape(planes(LayerKind.CONVOLUTION, 3, 1, 2), 8, 16),
                        new LayerShape(planes(LayerKind.LINEAR, 0, 0, 7), 8, 16)));
    }

    private static LayerGeometry planes(LayerKind kind, int kernel, int padding, int planes) {
        return new LayerGeometry(
                kind, kernel, 1, padding, 4, 4, planes, MapKind.CODES, MapKind.CODES, LayerGeometry.Residual.CODES);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyShapeOfANetworkRunsInAModelAroundIt(LayerShape shape) {
        LayerModel layer = LayerModel.of(shape);
        PackedModel model = PackedModel.load(layer.file());
        SlotShape output = model.network().slots().get(layer.operation()).shape();
        assertThat(output.channels()).isEqualTo(shape.outputs());
        assertThat(PackedLayers.of(model.network()).get(layer.operation() - 1).present())
                .isEqualTo(shape);
        TimingEffort effort = TimingEffort.least(3);
        Measurement measured = new PackedLayerTimer(new SessionOptions(EngineChoice.REFERENCE, 1), effort).time(shape);
        assertThat(measured.runs()).isEqualTo(3);
        assertThat(measured.medianMicros()).isPositive();
    }

    @Test
    void floatingPointLayersAreRefused() {
        LayerGeometry floats = new LayerGeometry(
                LayerKind.CONVOLUTION, 3, 1, 1, 8, 8, 32, MapKind.PIXELS, MapKind.FLOATS, LayerGeometry.Residual.NONE);
        PackedLayerTimer timer = new PackedLayerTimer(SessionOptions.DEFAULT, TimingEffort.DEFAULT);
        assertThatThrownBy(() -> timer.time(new LayerShape(floats, 3, 16)))
                .hasMessageStartingWith("Invalid layer to measure: CONVOLUTION,3,16");
    }

    @Test
    void theEngineIsTheOneThatSessionsEndOn() {
        assertThat(new PackedLayerTimer(SessionOptions.DEFAULT, TimingEffort.DEFAULT).engine())
                .startsWith("vector");
        assertThat(SessionOptions.DEFAULT.direct()).isEqualTo(new SessionOptions(EngineChoice.VECTOR, 1));
        SessionOptions reference = new SessionOptions(EngineChoice.REFERENCE, 2);
        assertThat(reference.direct()).isEqualTo(reference);
    }

    @Test
    void measurementsAreMediansWithSpreadAndOutliers() {
        Measurement measured = Measurement.of(new long[] {3000, 1000, 90000, 2000, 4000});
        assertThat(measured).isEqualTo(new Measurement(3, 2, 5, 1));
    }

    @Test
    void theFirstLayerOfAGeometryIsWarmedUpLonger() {
        LayerShape shape =
                PackedLayers.of(SmallNetworks.chain().network()).get(2).present();
        List<LayerShape> shapes = List.of(shape, new LayerShape(shape.geometry(), 8, 8));
        assertThat(TimingEffort.DEFAULT.expected(shapes)).isEqualTo(Duration.ofMillis(2000 + 20 + 2 * 40));
        assertThatThrownBy(() -> TimingEffort.least(0)).hasMessage("Invalid runs: 0 (must be at least 1)");
    }
}
