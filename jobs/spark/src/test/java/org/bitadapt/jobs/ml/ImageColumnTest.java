package org.bitadapt.jobs.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.bitadapt.common.network.Shape;
import org.bitadapt.runtime.image.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageColumnTest {

    private static final Shape SHAPE = new Shape(3, 2, 2);

    /** The JDK's colour model makes 96, 137, 188 and 229 of these levels. */
    @Test
    void encodedGreyWithOpacityKeepsItsLevels() throws IOException {
        assertThat(column(ImageColumn.Kind.ENCODED, false).pixels(greyWithOpacity(30, 64, 128, 200)))
                .containsExactly(30, 30, 30, 64, 64, 64, 128, 128, 128, 200, 200, 200);
    }

    /** The bytes are blue before green before red before opacity; 200 * 128 / 255 is 100.4, 30 * 51 / 255 is 6. */
    @Test
    void structsWithOpacityAreSeenOnBlackAsFilesAre() throws IOException {
        byte[] data = new byte[16];
        data[0] = 30;
        data[2] = (byte) 200;
        data[3] = (byte) 255;
        data[4] = (byte) 200;
        data[7] = (byte) 128;
        data[9] = 30;
        data[11] = 51;
        Row image = RowFactory.create("origin", 2, 2, 4, 24, data);

        assertThat(column(ImageColumn.Kind.STRUCT, false).pixels(image))
                .containsExactly(200, 0, 30, 0, 0, 100, 0, 6, 0, 0, 0, 0);
    }

    static Stream<Arguments> withoutPixels() {
        byte[] data = new byte[12];
        return Stream.of(
                // Spark's image source makes the first one of a file that it cannot decode.
                Arguments.of(RowFactory.create("origin", -1, -1, -1, -1, new byte[0]), "no pixels"),
                Arguments.of(RowFactory.create("origin", null, null, null, null, null), "no pixels"),
                Arguments.of(RowFactory.create("origin", 2, 2, 3, 16, null), "no pixels"),
                Arguments.of(RowFactory.create("origin", 2, 2, 3, -1, data), "no pixels"),
                Arguments.of(RowFactory.create("origin", 0, 2, 3, 16, new byte[0]), "no pixels"),
                Arguments.of(RowFactory.create("origin", 2, 2, 0, 16, new byte[0]), "0 channels"),
                Arguments.of(RowFactory.create("origin", 2, 3, 2, 16, data), "2 channels"),
                Arguments.of(
                        RowFactory.create("origin", 2, 2, 3, 16, new byte[11]),
                        "11 bytes for height, width and channels [2, 2, 3]"),
                Arguments.of(
                        RowFactory.create("origin", 1 << 30, 1 << 30, 4, 24, new byte[0]),
                        "0 bytes for height, width and channels [1073741824, 1073741824, 4]"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("withoutPixels")
    void structsWithoutTheirPixelsAreRefused(Row image, String reason) {
        assertThatThrownBy(() -> column(ImageColumn.Kind.STRUCT, true).pixels(image))
                .isInstanceOf(IOException.class)
                .hasMessage(reason);
    }

    @Test
    void encodedImagesOfAnotherSizeAreScaledOnlyWhenAsked() throws IOException {
        byte[] wide = greyWithOpacity(9, 9, 9, 9, 9, 9, 9, 9);
        assertThatThrownBy(() -> column(ImageColumn.Kind.ENCODED, false).pixels(wide))
                .hasMessage("height and width 2, 4");
        assertThat(column(ImageColumn.Kind.ENCODED, true).pixels(wide))
                .hasSize(12)
                .containsOnly(9);
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        byte[] file = greyWithOpacity(30, 64, 128, 200);
        assertThatThrownBy(() -> column(ImageColumn.Kind.ENCODED, false).pixels(Arrays.copyOf(file, file.length - 20)))
                .isInstanceOf(IOException.class)
                .hasMessage("cut off");
    }

    private static ImageColumn column(ImageColumn.Kind kind, boolean isResized) {
        return new ImageColumn("image", kind, SHAPE, isResized, Fit.CROP);
    }

    /** A PNG of grey levels with an opacity channel, in two rows, all opaque. */
    private static byte[] greyWithOpacity(int... levels) throws IOException {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        int width = levels.length / 2;
        WritableRaster raster = model.createCompatibleWritableRaster(width, 2);
        for (int i = 0; i < levels.length; i++) {
            raster.setPixel(i % width, i / width, new int[] {levels[i], 255});
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(model, raster, false, null), "png", bytes);
        return bytes.toByteArray();
    }
}
