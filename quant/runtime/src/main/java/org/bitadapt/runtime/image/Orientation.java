package org.bitadapt.runtime.image;

/**
 * How a stored picture must be turned to be seen upright: the value 1 to 8 of EXIF's tag 0x0112.
 *
 * @see <a href="https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf">EXIF 2.3, section 4.6.4</a>
 */
enum Orientation {
    /** 1: the picture is stored upright. */
    UPRIGHT(false, false, false),
    /** 2: left and right change places. */
    MIRRORED(true, false, false),
    /** 3: half a turn. */
    HALF_TURN(true, true, false),
    /** 4: top and bottom change places. */
    FLIPPED(false, true, false),
    /** 5: rows and columns change places. */
    TRANSPOSED(false, false, true),
    /** 6: a quarter turn clockwise is needed. */
    RIGHT_TURN(false, true, true),
    /** 7: rows and columns change places, counted from the other end. */
    TRANSVERSED(true, true, true),
    /** 8: a quarter turn anticlockwise is needed. */
    LEFT_TURN(true, false, true);

    private static final int TIFF = 42;
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;

    private final boolean fromRight;
    private final boolean fromBottom;
    private final boolean swapped;

    Orientation(boolean fromRight, boolean fromBottom, boolean swapped) {
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
        this.swapped = swapped;
    }

    /** Whether rows of the upright picture are columns of the stored picture. */
    boolean isSwapped() {
        return swapped;
    }

    /** Where a region of the upright picture is in a stored picture of the given size. */
    Region stored(Region upright, int width, int height) {
        int x = swapped ? upright.y() : upright.x();
        int y = swapped ? upright.x() : upright.y();
        int across = swapped ? upright.height() : upright.width();
        int down = swapped ? upright.width() : upright.height();
        return new Region(fromRight ? width - x - across : x, fromBottom ? height - y - down : y, across, down);
    }

    /** The upright picture of a stored one. */
    RgbImage upright(RgbImage stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = swapped ? stored.height() : stored.width();
        int height = swapped ? stored.width() : stored.height();
        byte[] pixels = new byte[stored.pixels().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = swapped ? y : x;
                int row = swapped ? x : y;
                int fromX = fromRight ? stored.width() - 1 - column : column;
                int fromY = fromBottom ? stored.height() - 1 - row : row;
                System.arraycopy(stored.pixels(), 3 * (fromY * stored.width() + fromX), pixels, 3 * (y * width + x), 3);
            }
        }
        return new RgbImage(width, height, pixels);
    }

    /**
     * Reads the tag of the first directory of a TIFF structure.
     *
     * @param bytes EXIF data, which begin with their byte order and 42
     * @return the orientation; upright if the tag is missing, is damaged, or is anything but one number of 16 bits
     */
    static Orientation ofExif(Bytes bytes) {
        try {
            boolean isLittle = bytes.at(0) == 'I' && bytes.at(1) == 'I';
            boolean isBig = bytes.at(0) == 'M' && bytes.at(1) == 'M';
            if (!(isLittle || isBig) || pair(bytes, 2, isLittle) != TIFF) {
                return UPRIGHT;
            }
            int directory = number(bytes, 4, isLittle);
            int entries = pair(bytes, directory, isLittle);
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + ENTRY_BYTES * i;
                if (pair(bytes, entry, isLittle) == TAG) {
                    return ofEntry(bytes, entry, isLittle);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            // A damaged tag does not tell how to turn the picture, which stays as it is.
        }
        return UPRIGHT;
    }

    private static Orientation ofEntry(Bytes bytes, int entry, boolean isLittle) {
        bytes.at(entry + ENTRY_BYTES - 1);
        boolean isShort = pair(bytes, entry + 2, isLittle) == SHORT;
        return isShort && number(bytes, entry + 4, isLittle) == 1 ? of(pair(bytes, entry + 8, isLittle)) : UPRIGHT;
    }

    private static Orientation of(int value) {
        return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
    }

    private static int pair(Bytes bytes, int position, boolean isLittle) {
        return isLittle ? (bytes.at(position + 1) << 8) | bytes.at(position) : bytes.pair(position);
    }

    private static int number(Bytes bytes, int position, boolean isLittle) {
        return isLittle ? Integer.reverseBytes(bytes.number(position)) : bytes.number(position);
    }
}
