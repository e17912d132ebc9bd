package org.bitadapt.jobs.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CarChartsTest {

    @Test
    void headingsAreDegreesFromMinus180To180() {
        assertThat(CarCharts.heading(heading(0))).isZero();
        assertThat(CarCharts.heading(heading(Math.PI / 2))).isCloseTo(90, within(1e-9));
        assertThat(CarCharts.heading(heading(-3 * Math.PI / 4))).isCloseTo(-135, within(1e-9));
        assertThat(CarCharts.heading(heading(Math.PI))).isEqualTo(-180);
    }

    private static CarScenes.Car heading(double yaw) {
        return new CarScenes.Car(1, yaw, Optional.empty());
    }
}
