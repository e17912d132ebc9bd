package org.bitadapt.jobs.pku;

import java.util.OptionalInt;

/** Looks at a JPEG file before it is decoded: a few bytes can claim any size, and decoders fill up what was cut off. */
final class JpegStructure {

    private static final int MARKER = 0xff;
    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int BASELINE = 0xc0;
    private static final int EXTENDED_SEQUENTIAL = 0xc1;
    /** The position of the number of rows, from the frame header's marker. */
    private static final int ROWS = 5;

    private static final int COLUMNS = 7;

    private JpegStructure() {}

    /**
     * Checks the size of a file's picture and the file's end.
     *
     * @throws InvalidPhotographException unless the file is a complete JPEG file of that size
     */
    static void check(byte[] file, FrameSize expected) throws InvalidPhotographException {
        if (file.length < 4 || at(file, 0) != MARKER || at(file, 1) != START) {
            throw new InvalidPhotographException("Invalid image", "a JPEG file");
        }
        FrameSize size = size(file);
        if (!size.equals(expected)) {
            throw new InvalidPhotographException("Invalid image size: " + size, expected.toString());
        }
        int end = file.length;
        while (end > 2 && file[end - 1] == 0) {
            end--; // Some writers pad with zeros.
        }
        if (at(file, end - 2) != MARKER || at(file, end - 1) != END) {
            throw new InvalidPhotographException("Truncated image: " + file.length + " bytes", "a whole JPEG file");
        }
    }

    /**
     * The position of the two bytes that say how many rows an accepted file has: with a smaller number there, a decoder
     * stops earlier.
     *
     * @return the position; empty if the rows are not stored one after another, from the top
     */
    static OptionalInt rowsPosition(byte[] file) {
        int header = frameHeader(file);
        boolean isSequential = at(file, header + 1) == BASELINE || at(file, header + 1) == EXTENDED_SEQUENTIAL;
        return isSequential ? OptionalInt.of(header + ROWS) : OptionalInt.empty();
    }

    /** The size of the picture that a file names. */
    static FrameSize size(byte[] file) throws InvalidPhotographException {
        int header = frameHeader(file);
        try {
            if (header > 0) {
                return new FrameSize(pair(file, header + COLUMNS), pair(file, header + ROWS));
            }
        } catch (IllegalArgumentException e) {
            // The file has no size, like a file without a frame header.
        }
        throw new InvalidPhotographException("Invalid image", "a JPEG file with its size");
    }

    /** The position of the frame header's marker, or 0. */
    private static int frameHeader(byte[] file) {
        int position = 2;
        while (position + 9 < file.length && at(file, position) == MARKER) {
            int marker = at(file, position + 1);
            if (isFrame(marker)) {
                return position;
            }
            if (marker == SCAN) {
                return 0;
            }
            position += marker == MARKER ? 1 : 2 + pair(file, position + 2);
        }
        return 0;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static int at(byte[] file, int position) {
        return file[position] & 0xff;
    }

    private static int pair(byte[] file, int position) {
        return at(file, position) << 8 | at(file, position + 1);
    }
}
