package org.bitadapt.runtime.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SteadyMeasurementTest {

    private static Measurement of(double... medians) {
        Iterator<Double> next = DoubleStream.of(medians).iterator();
        return SteadyMeasurement.of(() -> new Measurement(next.next(), 0, 1, 0));
    }

    @Test
    void theFirstThatAgreesWithTheOneBeforeCounts() {
        assertThat(of(900, 300, 100, 99, 50).medianMicros()).isEqualTo(99);
    }

    @Test
    void theTenthCountsWhereNoneAgree() {
        assertThat(of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 512).medianMicros())
                .isEqualTo(512);
    }

    @Test
    void aMeasurementIsReadAsItIsWritten() {
        Measurement measured = new Measurement(257.25, 1.5, 1234, 7);
        assertThat(ModelTiming.parse(ModelTiming.line(measured) + System.lineSeparator()))
                .isEqualTo(measured);
        assertThatThrownBy(() -> ModelTiming.parse("257 us"))
                .hasMessage("Invalid measurement: '257 us' (must be four numbers)");
    }
}
