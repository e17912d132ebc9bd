package org.bitadapt.runtime.image;

import java.io.ByteArrayOutputStream;

/**
 * Checks the segments of a JPEG file before a decoder sees them. The file must have a frame, all of its scans, and an
 * end; segments that do not describe pixels are taken out.
 */
final class JpegSegments {

    private static final int MARKER = 0xff;
    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int FIRST_FRAME = 0xc0;
    private static final int LAST_FRAME = 0xcf;
    private static final int HUFFMAN_TABLE = 0xc4;
    private static final int JPEG_EXTENSION = 0xc8;
    private static final int ARITHMETIC_TABLE = 0xcc;
    private static final int FIRST_RESTART = 0xd0;
    private static final int LAST_RESTART = 0xd7;
    private static final int FIRST_APPLICATION = 0xe0;
    private static final int EXIF = 0xe1;
    private static final int ADOBE = 0xee;
    private static final int LAST_APPLICATION = 0xef;
    private static final int COMMENT = 0xfe;
    private static final String EXIF_LETTERS = "Exif\0\0";

    private final Bytes file;
    private final ByteArrayOutputStream bare = new ByteArrayOutputStream();
    private JpegFrame frame;
    private JpegScans scans;
    private Orientation orientation = Orientation.UPRIGHT;
    private boolean isJfif;
    private int adobeTransform = JpegFile.NO_ADOBE;

    private JpegSegments(Bytes file) {
        this.file = file;
    }

    static boolean isJpeg(Bytes file) {
        return file.startsWith("\u00ff\u00d8\u00ff");
    }

    /** Reads a file. */
    static JpegFile read(Bytes file) throws InvalidImageException {
        try {
            return new JpegSegments(file).read();
        } catch (IndexOutOfBoundsException e) {
            throw new InvalidImageException("cut off", e);
        }
    }

    private JpegFile read() throws InvalidImageException {
        int position = 2;
        copy(0, position);
        while (true) {
            require(file.at(position) == MARKER, "bytes between segments");
            int marker = file.at(position + 1);
            if (marker == MARKER) {
                position++; // markers may have more bytes of 0xFF before them
                continue;
            }
            if (marker == END) {
                copy(position, 2);
                require(scans != null, "no pixels");
                scans.end();
                return new JpegFile(frame, bare.toByteArray(), orientation, isJfif, adobeTransform);
            }
            require(
                    (marker > LAST_RESTART && marker != START) || (marker >= FIRST_FRAME && marker <= LAST_FRAME),
                    "a marker that is not expected");
            int length = file.pair(position + 2);
            require(length >= 2, "a segment without a length");
            Bytes segment = file.part(position + 4, length - 2);
            int end = position + 2 + length;
            if (marker == SCAN) {
                end = scan(segment, end);
            }
            take(marker, segment);
            if (!(marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION) && marker != COMMENT) {
                copy(position, end - position);
            }
            position = end;
        }
    }

    private void take(int marker, Bytes segment) throws InvalidImageException {
        if (isFrame(marker)) {
            require(frame == null, "two frames");
            frame = JpegFrame.of(marker, segment);
        } else if (marker == EXIF && segment.startsWith(EXIF_LETTERS)) {
            int from = EXIF_LETTERS.length();
            orientation = Orientation.ofExif(segment.part(from, segment.length() - from));
        } else if (marker == FIRST_APPLICATION) {
            isJfif |= segment.startsWith("JFIF\0");
        } else if (marker == ADOBE && segment.startsWith("Adobe") && segment.length() >= 12) {
            adobeTransform = segment.at(11);
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= FIRST_FRAME
                && marker <= LAST_FRAME
                && marker != HUFFMAN_TABLE
                && marker != JPEG_EXTENSION
                && marker != ARITHMETIC_TABLE;
    }

    /** Goes through a scan's data; returns where the next marker is. */
    private int scan(Bytes header, int start) throws InvalidImageException {
        require(frame != null, "a scan before its frame");
        scans = scans == null ? new JpegScans(frame) : scans;
        scans.add(header);
        int position = start;
        while (true) {
            if (file.at(position) != MARKER) {
                position++;
                continue;
            }
            int next = file.at(position + 1);
            if (next == 0 || (next >= FIRST_RESTART && next <= LAST_RESTART)) {
                position += 2;
            } else if (next == MARKER) {
                position++;
            } else {
                return position;
            }
        }
    }

    private void copy(int from, int count) {
        bare.write(file.file(), file.start() + from, count);
    }

    private static void require(boolean isRight, String otherwise) throws InvalidImageException {
        if (!isRight) {
            throw new InvalidImageException(otherwise);
        }
    }
}
