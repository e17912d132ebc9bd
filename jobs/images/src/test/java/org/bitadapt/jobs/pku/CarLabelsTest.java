package org.bitadapt.jobs.pku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarLabelsTest {

    private static final String CAR = "16 0.25 -2.5 -3.1 7.9 3.2 11.0";

    @Test
    void readsModelAndPoseInTheirTrueOrder() {
        List<LabelledCar> cars = CarLabels.parse(CAR + " 0 0.1 1 3 -4 2 9e1");

        assertThat(cars).hasSize(2);
        assertThat(cars.get(0)).isEqualTo(new LabelledCar(0, 16, new Pose(0.25, -2.5, -3.1, 7.9, 3.2, 11)));
        assertThat(cars.get(1).pose().z()).isEqualTo(90);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "16 0.25 -2.5 -3.1 7.9 3.2 | Invalid label: 6 numbers (must be a multiple of 7:",
                "'' | Invalid label: 0 numbers",
                "16 0.25 -2.5 -3.1 7.9 3.2 11 79 0 0 0 0 0 1 | Invalid model: 79 of car 1 (must be 0..78)",
                "1.5 0.25 -2.5 -3.1 7.9 3.2 11 | Invalid model: 1.5 of car 0",
                "16 0.25 abc -3.1 7.9 3.2 11 | Invalid yaw: abc of car 0 (must be a number)",
                "16 0.25 NaN -3.1 7.9 3.2 11 | Invalid yaw: NaN of car 0",
                "16 0.25 1 -3.1 7.9 3.2 -1 | Invalid z: -1 of car 0 (must be above 0: in front of the camera)"
            })
    void aBadStringIsRefusedWithPlaceAndRule(String text, String message) {
        assertThatThrownBy(() -> CarLabels.parse(text)).hasMessageStartingWith(message);
    }

    @Test
    void carsOfABadStringAreCountedToo() {
        assertThat(CarLabels.count(CAR + " 3 4")).isEqualTo(2);
        assertThat(CarLabels.count("")).isZero();
    }

    @Test
    void theTableHasAllModelsAndThoseThatAreLabelled() {
        assertThat(CarModels.all()).hasSize(79);
        assertThat(CarModels.all()).filteredOn(CarModel::labelled).hasSize(34);
        assertThat(CarModels.all()).filteredOn("category", "2x").hasSize(15);
        assertThat(CarModels.all()).allMatch(model -> model.equals(CarModels.of(model.id())));
        assertThat(CarLabel.MODEL.classes()).hasSize(34).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.39, 0", "0.4, 1", "-0.39, 0", "-0.4, 7", "3.14159, 4", "-3.14159, 4", "1.57, 2", "-1.57, 6"})
    void headingsAreBinsAroundEighthsOfATurn(double yaw, int bin) {
        LabelledCar car = new LabelledCar(0, 2, new Pose(0, yaw, 0, 0, 0, 10));

        assertThat(CarLabel.HEADING.of(car)).hasValue(bin);
    }

    @Test
    void theCameraIsReadAndWhatIsMissingNamed() {
        Camera camera = Camera.parse("fx = 2304.5479;\nfy = 2305.8757;\ncx = 1686.2379;\ncy = 1354.9849;", "here");

        assertThat(camera.fy()).isCloseTo(2305.8757, within(0.0));
        assertThatThrownBy(() -> Camera.parse("fx = 1;\nfy = 1;\ncx = 3", "here"))
                .hasMessageStartingWith("Invalid camera: cx in here (must be there");
        assertThatThrownBy(() -> Camera.parse("fx = 0;\nfy = 1;\ncx = 3; cy = 4;", "here"))
                .hasMessageStartingWith("Invalid camera: fx in here");
    }
}
