package org.bitadapt.jobs.pku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectedBoxTest {

    private static final Camera CAMERA = new Camera(1000, 1000, 500, 400);
    private static final FrameSize FRAME = new FrameSize(1000, 800);
    /** A model that is 2.104 m wide, 1.483 m high and 4.267 m long. */
    private static final int MODEL = 2;

    @Test
    void aCarAheadShowsItsNearEnd() {
        CarModel model = CarModels.of(MODEL);
        double near = 20 - model.length() / 2;
        ProjectedBox box = ProjectedBox.of(car(0, 0, 20), CAMERA);

        assertThat(box.edges()).hasSize(12);
        assertThat(box.edges()).filteredOn(ProjectedBox.Edge::front).hasSize(4);
        assertThat(box.centre()).isEqualTo(new Camera.Point(500, 400));
        assertThat(box.bounds().width()).isCloseTo(1000 * model.width() / near, within(1e-9));
        assertThat(box.bounds().height()).isCloseTo(1000 * model.height() / near, within(1e-9));
    }

    @Test
    void aCarAcrossShowsItsLength() {
        CarModel model = CarModels.of(MODEL);
        ProjectedBox box = ProjectedBox.of(car(Math.PI / 2, 0, 20), CAMERA);

        assertThat(box.bounds().width()).isCloseTo(1000 * model.length() / (20 - model.width() / 2), within(1e-9));
    }

    @Test
    void rotationsAreYawThenPitchThenRoll() {
        Pose pose = new Pose(Math.PI / 2, Math.PI / 2, Math.PI, 1, 2, 10);

        // The yaw turns right to -z, the pitch turns -z to +y, and the roll turns +y to -y.
        assertThat(pose.toCamera(1, 0, 0)).containsExactly(new double[] {1, 1, 10}, within(1e-12));
        assertThat(new Pose(0, 0, 0, 0, 0, 0).toCamera(0, 1, 0)).containsExactly(new double[] {0, -1, 0}, within(0.0));
    }

    @Test
    void partsBehindTheCameraAreCutOff() {
        ProjectedBox box = ProjectedBox.of(car(0, 3, 1.5), CAMERA);

        assertThat(box.edges()).hasSize(8);
        assertThat(box.bounds().right()).isFinite().isGreaterThan(1000);
        assertThat(box.bounds().clipped(FRAME).right()).isEqualTo(1000);
    }

    @Test
    void squaresStayInsideThePhotograph() {
        assertThat(new PixelBox(100, 100, 200, 150).square(0.1, FRAME)).isEqualTo(new PixelBox(90, 65, 210, 185));
        assertThat(new PixelBox(950, 0, 1000, 20).square(0, FRAME)).isEqualTo(new PixelBox(950, 0, 1000, 50));
        assertThat(new PixelBox(0, 0, 1000, 800).square(0.1, FRAME)).isEqualTo(new PixelBox(100, 0, 900, 800));
    }

    @Test
    void whatIsBehindOthersIsCountedOnce() {
        PixelBox box = new PixelBox(100, 100, 200, 150);
        List<PixelBox> others = List.of(
                new PixelBox(0, 0, 150, 400), new PixelBox(120, 100, 150, 125), new PixelBox(150, 125, 200, 130));

        assertThat(Occlusion.share(box, others)).isCloseTo(0.5 + 0.5 * 2 / 16, within(1e-12));
        assertThat(Occlusion.share(box, List.of())).isZero();
        assertThat(Occlusion.share(new PixelBox(5, 5, 5, 9), others)).isZero();
    }

    @Test
    void reductionNeverEnlarges() {
        assertThat(options(32, 106).reduction()).isEqualTo(1);
        assertThat(options(64, 56).reduction()).isEqualTo(1);
        assertThat(options(32, 110).reduction()).isEqualTo(4);
        // No square is larger than the photograph.
        assertThat(options(FRAME.height() / 4 + 1, 10 * FRAME.height()).reduction())
                .isEqualTo(1);
    }

    private static CropOptions options(int side, double minimumBox) {
        return new CropOptions(side, minimumBox, 1, 0.1, CarLabel.CATEGORY, FRAME, JpegDecoder.NATIVE);
    }

    private static LabelledCar car(double yaw, double x, double z) {
        return new LabelledCar(0, MODEL, new Pose(0, yaw, 0, x, 0, z));
    }
}
