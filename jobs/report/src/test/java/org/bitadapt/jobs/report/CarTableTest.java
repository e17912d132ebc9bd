package org.bitadapt.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.bitadapt.jobs.picture.CarScenes;
import org.bitadapt.jobs.picture.ReportTable;
import org.bitadapt.jobs.result.Prediction;
import org.junit.jupiter.api.Test;

class CarTableTest {

    @Test
    void carsAreCountedInTheirRangeOfDistances() {
        List<CarScenes.Car> cars = List.of(
                car(9.99, 0, 0),
                car(10, 0, 1),
                car(19, 1, 1),
                car(500, 1, 0),
                new CarScenes.Car(30, 0, Optional.empty()));
        ReportTable table = CarTable.of(CarTable.byDistance(cars, List.of("a", "b")));

        assertThat(table.rows())
                .containsExactly(
                        List.of("0 to 10 m", "1", "100.0 %", "100.0 %"),
                        List.of("10 to 20 m", "2", "50.0 %", "50.0 %"),
                        List.of("from 100 m", "1", "0.0 %", "0.0 %"));
    }

    private static CarScenes.Car car(double distance, int label, int predicted) {
        return new CarScenes.Car(distance, 0, Optional.of(new Prediction("id", label, predicted, 1)));
    }
}
