package org.bitadapt.runtime.image;

import java.awt.Rectangle;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A JPEG file that was checked. The JDK decodes its samples; this class turns the samples into colours as libjpeg and
 * Pillow do.
 *
 * @param bare the file without the segments of applications and people: the decoder sees nothing but pixels
 * @param isJfif whether the file has JFIF's marker: three components are then luminance and colour differences
 * @param adobeTransform what Adobe's marker says of the components, or {@link #NO_ADOBE}
 */
@SuppressWarnings("ArrayRecordComponent") // a file's bytes, never compared
record JpegFile(JpegFrame frame, byte[] bare, Orientation orientation, boolean isJfif, int adobeTransform) {

    static final int NO_ADOBE = -1;
    private static final int ADOBE_UNCHANGED = 0;
    private static final long MOST_SAMPLED = 1 << 24;

    /** What the components of a pixel are. */
    private enum Colour {
        GREY,
        RGB,
        YCC,
        CMYK,
        /** CMYK whose first three inks are stored as luminance and colour differences. */
        YCCK
    }

    private Colour colour() {
        return switch (frame.components().size()) {
            case 1 -> Colour.GREY;
            case 3 -> isRgb() ? Colour.RGB : Colour.YCC;
            default -> adobeTransform == NO_ADOBE || adobeTransform == ADOBE_UNCHANGED ? Colour.CMYK : Colour.YCCK;
        };
    }

    private boolean isRgb() {
        if (isJfif) {
            return false;
        }
        return adobeTransform == NO_ADOBE ? frame.isNamedRgb() : adobeTransform == ADOBE_UNCHANGED;
    }

    /**
     * The bytes that decoding takes: the bare file, samples, means, and in progressive files all coefficients of two
     * bytes.
     */
    long bytes(Region region, int side) {
        long components = frame.components().size();
        int step = sampling(region, side);
        long samples = components * BlockMeans.blocks(region.width(), step) * BlockMeans.blocks(region.height(), step);
        long coefficients = 2 * components * frame.width() * frame.height();
        return bare.length + samples + BlockMeans.bytes(region, side) + (frame.isProgressive() ? coefficients : 0);
    }

    /**
     * The distance of decoded pixels, across and down: 1 unless the samples of all pixels would take too much memory.
     */
    private static int sampling(Region region, int side) {
        return region.pixels() > MOST_SAMPLED ? side : 1;
    }

    /**
     * Decodes a region to the means of blocks; in a region of more than 2^24 pixels a block is its first pixel.
     *
     * @param side the side of a block in pixels
     * @throws InvalidImageException if the decoder reports an error or a warning
     */
    RgbImage decode(Region region, int side) throws InvalidImageException {
        int step = sampling(region, side);
        Raster raster = raster(region, step);
        int bands = frame.components().size();
        if (raster.getNumBands() != bands
                || !(raster.getDataBuffer() instanceof DataBufferByte buffer)
                || !(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)) {
            throw new IllegalStateException("The JDK decodes JPEG files to another form");
        }
        byte[] samples = buffer.getData();
        Colour colour = colour();
        BlockMeans means = new BlockMeans(Region.all(raster.getWidth(), raster.getHeight()), side / step);
        for (int y = 0; y < raster.getHeight(); y++) {
            int from = y * model.getScanlineStride();
            for (int x = 0; x < raster.getWidth(); x++, from += bands) {
                means.add(x, y, rgb(colour, samples, from));
            }
        }
        return means.image();
    }

    private static int rgb(Colour colour, byte[] samples, int at) {
        int first = samples[at] & 0xff;
        if (colour == Colour.GREY) {
            return Colours.grey(first);
        }
        int second = samples[at + 1] & 0xff;
        int third = samples[at + 2] & 0xff;
        return switch (colour) {
            case RGB -> Colours.rgb(first, second, third);
            case CMYK -> Colours.ofInvertedCmyk(first, second, third, samples[at + 3] & 0xff);
            case YCCK -> {
                int inks = ~Colours.ofYcc(first, second, third);
                yield Colours.ofInvertedCmyk(
                        (inks >> 16) & 0xff, (inks >> 8) & 0xff, inks & 0xff, samples[at + 3] & 0xff);
            }
            default -> Colours.ofYcc(first, second, third);
        };
    }

    private Raster raster(Region region, int step) throws InvalidImageException {
        List<String> warnings = new ArrayList<>();
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bare))) {
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.setInput(in, true, true);
            ImageReadParam part = reader.getDefaultReadParam();
            part.setSourceRegion(new Rectangle(region.x(), region.y(), region.width(), region.height()));
            part.setSourceSubsampling(step, step, 0, 0);
            Raster raster = reader.readRaster(0, part);
            if (!warnings.isEmpty()) {
                throw new InvalidImageException("damaged data: " + warnings.get(0));
            }
            return raster;
        } catch (InvalidImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The JDK's decoder throws exceptions of all kinds at some damage.
            throw new InvalidImageException("damaged data", e);
        } finally {
            reader.dispose();
        }
    }
}
