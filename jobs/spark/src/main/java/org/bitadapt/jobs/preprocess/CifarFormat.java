package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/**
 * The two published formats of CIFAR's files that are read here.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">The CIFAR-10 and CIFAR-100 datasets</a>
 */
enum CifarFormat {
    /** The binary format: records of label bytes and 1024 red, green and blue bytes each, row-major. */
    BINARY {
        @Override
        List<String> classes(CifarLayout layout, InputStream meta) throws IOException {
            return CifarBinary.classes(layout, meta);
        }

        @Override
        Iterator<Reading> read(CifarBatch batch, InputStream content) {
            return new CifarBinary(batch, content);
        }
    },
    /**
     * The Python format: a pickled dictionary of {@code data}, a uint8 array of the images' bytes as in the binary
     * format, and of lists of labels.
     */
    PYTHON {
        @Override
        List<String> classes(CifarLayout layout, InputStream meta) throws IOException {
            return CifarPickle.classes(layout, meta);
        }

        @Override
        Iterator<Reading> read(CifarBatch batch, InputStream content) {
            return CifarPickle.read(batch, content);
        }
    };

    /** The most bytes of the file with the class names; the published files have at most a few thousand. */
    static final int MOST_META_BYTES = 1 << 16;

    static final int SIDE = 32;
    static final int PLANE = SIDE * SIDE;
    static final int IMAGE_BYTES = 3 * PLANE;

    /** The class names in the meta file. */
    abstract List<String> classes(CifarLayout layout, InputStream meta) throws IOException;

    /**
     * The images of a batch file. The iterator ends with {@link Reading.Unusable} if the file is damaged, and throws {@link
     * java.io.UncheckedIOException} if the file system fails.
     */
    abstract Iterator<Reading> read(CifarBatch batch, InputStream content);

    /** An image's pixels {@code [y][x][channel]}, made of its planes {@code [channel][y][x]}. */
    static byte[] interleave(byte[] planes, int offset) {
        byte[] image = new byte[IMAGE_BYTES];
        for (int pixel = 0; pixel < PLANE; pixel++) {
            image[3 * pixel] = planes[offset + pixel];
            image[3 * pixel + 1] = planes[offset + PLANE + pixel];
            image[3 * pixel + 2] = planes[offset + 2 * PLANE + pixel];
        }
        return image;
    }
}
