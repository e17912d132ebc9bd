package org.bitadapt.runtime.image;

/**
 * A PNG or JPEG file that was looked at and not decoded yet. Width and height are those of the upright picture.
 *
 * <p>Looking finds what is cut off, checksums that are wrong, and a size of more than 100,000,000 pixels; decoding finds the
 * rest. For one thread; keeps the file's bytes.
 */
public final class EncodedImage {

    // A file of a few bytes can claim any size; this many pixels take seconds.
    private static final long MOST_PIXELS = 100_000_000;
    /** A larger picture is made smaller while it is decoded. */
    private static final long MOST_DECODED = 1 << 21;
    /** Of a picture that is about to be scaled: its pixels as numbers, and half of them again. */
    private static final int SCALING_BYTES = 6;

    private final Stored stored;
    private final int width;
    private final int height;

    /** A file of one of the formats. */
    private sealed interface Stored {

        int width();

        int height();

        Orientation orientation();

        /** The memory that {@link #decode} takes. */
        long bytes(Region region, int step);

        /** A region, of which blocks of {@code step} pixels across and down are one. */
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
     * Looks at a file.
     *
     * @param file shared
     * @throws InvalidImageException if it is no PNG or JPEG, damaged, or too large
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
     * All pixels, upright.
     *
     * @throws InvalidImageException if the file is damaged, or takes more than the budget
     */
    public RgbImage decode(ImageBudget budget) throws InvalidImageException {
        return decode(Region.all(stored.width(), stored.height()), 1, budget);
    }

    /**
     * The upright picture in another shape, see {@link RgbImage#fit}. Of more than 2^21 pixels, blocks are averaged, down to no
     * less than twice what they become; of a JPEG file's more than 2^24, a block's first pixel stands for it.
     *
     * @throws InvalidImageException if the file is damaged, or takes more than the budget
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
