package org.bitadapt.jobs.pku;

/** Looks at a JPEG file before it is decoded: a few bytes can claim any size, and decoders fill up what was cut off. */
final class JpegStructure {

    private static final int MARKER = 0xff;
    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;

    private JpegStructure() {}

    /**
     * Checks size and end.
     *
     * @throws InvalidImageException unless it is a complete JPEG file of that size
     */
    static void check(byte[] file, FrameSize expected) throws InvalidImageException {
        if (file.length < 4 || at(file, 0) != MARKER || at(file, 1) != START) {
            throw new InvalidImageException("Invalid image", "a JPEG file");
        }
        FrameSize size = size(file);
        if (!size.equals(expected)) {
            throw new InvalidImageException("Invalid image size: " + size, expected.toString());
        }
        int end = file.length;
        while (end > 2 && file[end - 1] == 0) {
            end--; // Some writers pad with zeros.
        }
        if (at(file, end - 2) != MARKER || at(file, end - 1) != END) {
            throw new InvalidImageException("Truncated image: " + file.length + " bytes", "a whole JPEG file");
        }
    }

    private static FrameSize size(byte[] file) throws InvalidImageException {
        int position = 2;
        while (position + 9 < file.length && at(file, position) == MARKER) {
            int marker = at(file, position + 1);
            if (isFrame(marker)) {
                try {
                    return new FrameSize(pair(file, position + 7), pair(file, position + 5));
                } catch (IllegalArgumentException e) {
                    break;
                }
            }
            if (marker == SCAN) {
                break;
            }
            position += marker == MARKER ? 1 : 2 + pair(file, position + 2);
        }
        throw new InvalidImageException("Invalid image", "a JPEG file with its size");
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
