package org.bitadapt.jobs.pku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FrameDrawingTest {

    private static final Camera CAMERA = new Camera(1000, 1000, 400, 200);
    private static final FrameSize FRAME = new FrameSize(800, 600);

    @Test
    void edgesAreWhereTheScaledBoxIs() throws Exception {
        LabelledCar car = new LabelledCar(0, 2, new Pose(0, 0, 0, 0, 1, 20));
        PixelBox box = ProjectedBox.of(car, CAMERA).bounds();
        BufferedImage drawing = draw(400, car);
        int top = 600 / 2 - drawing.getHeight();

        assertThat(drawing.getWidth()).isEqualTo(400);
        assertThat(top).isCloseTo((int) (box.top() / 2 - 0.06 * 300), within(1));
        assertThat(firstRed(drawing, (int) (box.bottom() / 2) - top - 4)).isCloseTo(box.left() / 2, within(2.0));
        assertThat(firstRed(drawing, (int) (box.bottom() / 2) - top + 4)).isNaN();
    }

    @Test
    void anotherSizeIsRefused() {
        FrameDrawing drawing = new FrameDrawing(CAMERA, new FrameSize(801, 600), 400);

        assertThatThrownBy(() -> drawing.draw(jpeg(), List.of()))
                .isInstanceOf(InvalidPhotographException.class)
                .hasMessage("Invalid image size: 800x600");
    }

    private static BufferedImage draw(int width, LabelledCar car) throws Exception {
        return new FrameDrawing(CAMERA, FRAME, width).draw(jpeg(), List.of(new FrameDrawing.Marked(car, Color.RED)));
    }

    private static byte[] jpeg() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(FRAME.width(), FRAME.height(), BufferedImage.TYPE_INT_RGB), "jpg", bytes);
        return bytes.toByteArray();
    }

    /** The leftmost red pixel of a row; NaN if there is none. */
    private static double firstRed(BufferedImage image, int row) {
        return IntStream.range(0, image.getWidth())
                .filter(x -> new Color(image.getRGB(x, row)).getRed() > 100)
                .mapToDouble(x -> x)
                .findFirst()
                .orElse(Double.NaN);
    }
}
