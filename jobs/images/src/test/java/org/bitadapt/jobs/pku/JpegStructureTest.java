package org.bitadapt.jobs.pku;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegStructureTest {

    private static final FrameSize FRAME = new FrameSize(64, 48);

    @Test
    void aWholeFileOfTheSizeIsAccepted() throws IOException {
        byte[] padded = Arrays.copyOf(jpeg(), jpeg().length + 7);

        assertThatCode(() -> JpegStructure.check(jpeg(), FRAME)).doesNotThrowAnyException();
        assertThatCode(() -> JpegStructure.check(padded, FRAME)).doesNotThrowAnyException();
    }

    /** A few bytes must not make a decoder ask for gigabytes. */
    @ParameterizedTest
    @CsvSource({
        "65535, 65535, Invalid image",
        "0, 48, Invalid image",
        "20000, 20000, Invalid image size: 20000x20000",
        "65, 48, Invalid image size: 65x48"
    })
    void aHeaderThatClaimsAnotherSizeIsRefused(int width, int height, String message) throws IOException {
        byte[] file = jpeg();
        int frame = frameHeader(file);
        file[frame + 5] = (byte) (height >> 8);
        file[frame + 6] = (byte) height;
        file[frame + 7] = (byte) (width >> 8);
        file[frame + 8] = (byte) width;

        assertThatThrownBy(() -> JpegStructure.check(file, FRAME))
                .isInstanceOf(InvalidPhotographException.class)
                .hasMessage(message);
    }

    @Test
    void everyBeginningOfAFileIsRefused() throws IOException {
        byte[] file = jpeg();
        for (int length = 0; length < file.length; length++) {
            byte[] beginning = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> JpegStructure.check(beginning, FRAME))
                    .as("%d bytes", length)
                    .isInstanceOf(InvalidPhotographException.class);
        }
    }

    private static int frameHeader(byte[] file) {
        int position = 2;
        while (file[position + 1] != (byte) 0xc0) {
            position += 2 + (((file[position + 2] & 0xff) << 8) | (file[position + 3] & 0xff));
        }
        return position;
    }

    private static byte[] jpeg() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpg", bytes);
        return bytes.toByteArray();
    }
}
