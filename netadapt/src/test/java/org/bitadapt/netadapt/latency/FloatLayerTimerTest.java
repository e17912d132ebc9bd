package org.bitadapt.netadapt.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.netadapt.Samples;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.layer.Buffers;
import org.bitadapt.runtime.latency.LayerGeometry;
import org.bitadapt.runtime.latency.LayerGeometry.Residual;
import org.bitadapt.runtime.latency.LayerKind;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.MapKind;
import org.bitadapt.runtime.latency.Measurement;
import org.bitadapt.runtime.latency.TimingEffort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FloatLayerTimerTest {

    private static Stream<LayerShape> shapes() {
        Stream<LayerShape> ofNetworks = Stream.of(Samples.chain(PrecisionPolicy.FLOAT32), Networks.named("resnet8", 10))
                .flatMap(network -> LoweredNetwork.of(network).steps().stream())
                .flatMap(step -> StepShapes.shape(step).stream())
                .distinct();
        LayerGeometry whole =
                new LayerGeometry(LayerKind.LINEAR, 0, 1, 0, 2, 2, 32, MapKind.FLOATS, MapKind.FLOATS, Residual.FLOATS);
        return Stream.concat(ofNetworks, Stream.of(new LayerShape(whole, 8, 16)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyShapeOfANetworkRunsInANetworkAroundIt(LayerShape shape) {
        LoweredNetwork network = LoweredNetwork.of(FloatLayerNetwork.around(shape));
        assertThat(network.steps())
                .filteredOn(step -> step.name().equals(FloatLayerNetwork.LAYER))
                .singleElement()
                .extracting(step -> StepShapes.shape(step).orElseThrow())
                .isEqualTo(shape);
        Measurement measured = new FloatLayerTimer(1, TimingEffort.least(3)).time(shape);
        assertThat(measured.runs()).isEqualTo(3);
        assertThat(measured.medianMicros()).isPositive();
    }

    @Test
    void aWholeNetworkIsTimedFromItsFirstStepToItsLast() {
        NetworkSpec network = Networks.named("resnet8", 10);
        int size = ParameterLayout.of(LoweredNetwork.of(network)).size();
        FloatLayerTimer timer = new FloatLayerTimer(1, TimingEffort.least(5));
        Measurement whole = timer.time(network, Buffers.direct(new float[size]));
        assertThat(whole.runs()).isEqualTo(5);
        assertThat(whole.medianMicros()).isPositive();
    }

    @Test
    void quantizedLayersAreRefused() {
        LayerShape shape = StepShapes.shape(LoweredNetwork.of(Samples.chain(PrecisionPolicy.BINARY))
                        .steps()
                        .get(0))
                .orElseThrow();
        assertThatThrownBy(() -> new FloatLayerTimer(1, TimingEffort.DEFAULT).time(shape))
                .hasMessageStartingWith("Invalid layer to measure: CONVOLUTION,3,16");
    }
}
