package org.bitadapt.jobs.pku;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.bitadapt.jobs.pku.YcbcrPlanes.Plane;

/** The decoders of JPEG files. */
public enum JpegDecoder {
    /**
     * FFmpeg's decoder for the rows that are needed; a picture of an eighth of the size, and the rows above, are means
     * of blocks.
     */
    NATIVE {
        @Override
        YcbcrPlanes decode(byte[] file, int reduction, int from, int to) throws InvalidPhotographException {
            return PartialJpeg.decode(file, reduction, from, to);
        }
    },
    /** The JDK's decoder; it computes every pixel, so its pictures are neither reduced nor cut off. */
    IMAGEIO {
        @Override
        YcbcrPlanes decode(byte[] file, int reduction, int from, int to) throws InvalidPhotographException {
            try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
                Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
                ImageReader reader = readers.next();
                try {
                    reader.setInput(in, true, true);
                    return planes(reader.read(0));
                } finally {
                    reader.dispose();
                }
            } catch (IOException | RuntimeException e) {
                throw InvalidPhotographException.damaged(e);
            }
        }
    };

    /**
     * Decodes a file that {@link JpegStructure} has accepted.
     *
     * @param reduction the largest reduction: 1, 4 or 8
     * @param from the first row of the file that is needed
     * @param to the row behind the last row that is needed; the rows above {@code from} may be decoded, too
     */
    abstract YcbcrPlanes decode(byte[] file, int reduction, int from, int to) throws InvalidPhotographException;

    private static YcbcrPlanes planes(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (image.getRaster().getNumBands() == 1) {
            Raster raster = image.getRaster();
            byte[] grey = ((DataBufferByte) raster.getDataBuffer()).getData();
            return new YcbcrPlanes(plane(grey, width, height), Plane.NEUTRAL, Plane.NEUTRAL, 1, () -> {});
        }
        byte[][] planes = new byte[3][width * height];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                convert(row[x], planes, y * width + x);
            }
        }
        return new YcbcrPlanes(
                plane(planes[0], width, height),
                plane(planes[1], width, height),
                plane(planes[2], width, height),
                1,
                () -> {});
    }

    /** The largest reduction, up to a number, that saves time: 8, 4 or 1. Decoding at half the size saves none. */
    static int reduction(double most) {
        if (most >= 8) {
            return 8;
        }
        return most >= 4 ? 4 : 1;
    }

    private static Plane plane(byte[] bytes, int width, int height) {
        return new Plane(ByteBuffer.wrap(bytes), width, height, width, 0, 0);
    }

    private static void convert(int rgb, byte[][] planes, int pixel) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        float light = 0.299f * red + 0.587f * green + 0.114f * blue;
        planes[0][pixel] = (byte) Math.round(light);
        planes[1][pixel] = (byte) Math.min(255, Math.round(128 + 0.564334f * (blue - light)));
        planes[2][pixel] = (byte) Math.min(255, Math.round(128 + 0.713267f * (red - light)));
    }
}
