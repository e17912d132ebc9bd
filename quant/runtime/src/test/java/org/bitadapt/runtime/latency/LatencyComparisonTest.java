package org.bitadapt.runtime.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bitadapt.runtime.EngineChoice;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.SessionOptions;
import org.junit.jupiter.api.Test;

class LatencyComparisonTest {

    @Test
    void fifteenPerCentApartIsTooMuch() {
        assertThat(of(114.9, 100).agrees()).isTrue();
        assertThat(of(115.1, 100).agrees()).isFalse();
        assertThat(of(84.9, 100).agrees()).isFalse();
        assertThat(of(90, 100).describe()).isEqualTo("90 us by the table, 100 us measured (-10.0 %)");
        assertThat(of(1300, 1000).describe())
                .isEqualTo("1,300 us by the table, 1,000 us measured (+30.0 %): more than 15 % apart."
                        + " Was the machine busy, or is the table of another one?");
    }

    @Test
    void timesAreAboveZero() {
        assertThatThrownBy(() -> of(0, 1)).hasMessage("Invalid times to compare: 0.0 and 1.0 us (must be above 0)");
    }

    @Test
    void wholeNetworksAreTimed() {
        TimingEffort effort = TimingEffort.least(5);
        PackedLayerTimer timer = new PackedLayerTimer(new SessionOptions(EngineChoice.REFERENCE, 1), effort);
        Measurement whole = timer.time(PackedModel.load(LayerModel.smallest().file()));
        assertThat(whole.runs()).isEqualTo(5);
        assertThat(whole.medianMicros()).isPositive();
        assertThat(timer.engine()).isNotBlank();
    }

    private static LatencyComparison of(double table, double measured) {
        return new LatencyComparison(table, new Measurement(measured, 1, 11, 0));
    }
}
