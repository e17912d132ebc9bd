package org.bitadapt.runtime.image;

/**
 * A PNG or JPEG file that was checked and not decoded yet. Width and height are those of the upright picture.
 *
 * <p>The check finds files that are cut off, wrong checksums, and sizes of more than 100,000,000 pixels; decoding finds
 * other damage. An instance is for one thread, and keeps the file's bytes.
 */
public final class EncodedImage {

    // A file of a few bytes can claim any size; this many pixels take seconds.
    private static final long MOST_PIXELS = 100_000_000;
    /** A picture of more pixels is made smaller while it is decoded. */
    private static final long MOST_DECODED = 1 << 21;
    /**
     * Bytes per pixel of a picture that is about to be scaled: its pixels as ints, and half as much for the next
     * picture.
     */
    private static final int SCALING_BYTES = 6;

    private final Stored stored;
    private final int width;
    private final int height;

    /** A file of one of the formats. */
    private sealed interface Stored {

        int width();

        int height();

        Orientation orientation();

        /** The bytes that {@link #decode} takes. */
        long bytes(Region region, int step);

        /** Decodes a region in which each block of {@code step} x {@code step} pixels becomes one pixel. */
        RgbImage decode(Region region, int step) throws InvalidImageException;
    }

    private record Png(PngChunks chunks) implements Stored {

        @Override
        public int width() {
            return chunks.header().width();
        }

        @Override
        public int height() {
            return chunks.header().height();
        }

        @Override
        public Orientation orientation() {
            return chunks.orientation();
        }

        @Override
        public long bytes(Region region, int step) {
            return new PngPixels(chunks).bytes() + BlockMeans.bytes(region, step);
        }

        @Override
        public RgbImage decode(Region region, int step) throws InvalidImageException {
            BlockMeans means = new BlockMeans(region, step);
            new PngPixels(chunks).decode(means);
            return means.image();
        }
    }

    private record Jpeg(JpegFile file) implements Stored {

        @Override
        public int width() {
            return file.frame().width();
        }

        @Override
        public int height() {
            return file.frame().height();
        }

        @Override
        public Orientation orientation() {
            return file.orientation();
        }

        @Override
        public long bytes(Region region, int step) {
            return file.bytes(region, step);
        }

        @Override
        public RgbImage decode(Region region, int step) throws InvalidImageException {
            return file.decode(region, step);
        }
    }

    private EncodedImage(Stored stored) throws InvalidImageException {
        this.stored = stored;
        boolean isSwapped = stored.orientation().isSwapped();
        width = isSwapped ? stored.height() : stored.width();
        height = isSwapped ? stored.width() : stored.height();
        if ((long) width * height > MOST_PIXELS) {
            throw new InvalidImageException((long) width * height + " pixels, which are more than " + MOST_PIXELS);
        }
    }

    /**
     * Checks a file without decoding it.
     *
     * @param file the bytes of the file, shared
     * @throws InvalidImageException if the file is no PNG or JPEG, is damaged, or is too large
     */
    public static EncodedImage of(byte[] file) throws InvalidImageException {
        Bytes bytes = Bytes.of(file);
        if (PngChunks.isPng(bytes)) {
            return new EncodedImage(new Png(PngChunks.of(bytes)));
        }
        if (JpegSegments.isJpeg(bytes)) {
            return new EncodedImage(new Jpeg(JpegSegments.read(bytes)));
        }
        throw new InvalidImageException("another format");
    }

    /** Columns of the upright picture. */
    public int width() {
        return width;
    }

    /** Rows of the upright picture. */
    public int height() {
        return height;
    }

    /**
     * Decodes all pixels of the upright picture.
     *
     * @throws InvalidImageException if the file is damaged, or decoding takes more than the budget
     */
    public RgbImage decode(ImageBudget budget) throws InvalidImageException {
        return decode(Region.all(stored.width(), stored.height()), 1, budget);
    }

    /**
     * Decodes the upright picture to another shape, see {@link RgbImage#fit}. A picture of more than 2^21 pixels is
     * averaged over blocks, down to no less than twice its final size. In a JPEG file of more than 2^24 pixels, a
     * block's first pixel stands for the block.
     *
     * @throws InvalidImageException if the file is damaged, or decoding takes more than the budget
     */
    public RgbImage fit(int shapeWidth, int shapeHeight, Fit fit, ImageBudget budget) throws InvalidImageException {
        Region part = fit.part(width, height, shapeWidth, shapeHeight);
        Region place = fit.place(part.width(), part.height(), shapeWidth, shapeHeight);
        int step = 1;
        while (part.pixels() / step / step > MOST_DECODED
                && part.width() / (step + 1) >= 2 * place.width()
                && part.height() / (step + 1) >= 2 * place.height()) {
            step++;
        }
        Region region = stored.orientation().stored(part, stored.width(), stored.height());
        return decode(region, step, budget).fit(shapeWidth, shapeHeight, fit);
    }

    private RgbImage decode(Region region, int step, ImageBudget budget) throws InvalidImageException {
        long pixels = (long) BlockMeans.blocks(region.width(), step) * BlockMeans.blocks(region.height(), step);
        budget.require(stored.bytes(region, step) + SCALING_BYTES * pixels, width, height);
        return stored.orientation().upright(stored.decode(region, step));
    }
}
