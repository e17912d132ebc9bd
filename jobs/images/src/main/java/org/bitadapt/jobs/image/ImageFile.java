package org.bitadapt.jobs.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.files.InputFiles;

/**
 * An image file that is to be decoded.
 *
 * @param name the file's name relative to the input
 * @param path the file's path with its file system
 */
public record ImageFile(String name, String path) implements Serializable {

    /** The most bytes that an image may have: 256 MiB, more than any camera writes. */
    public static final long MOST_BYTES = 1L << 28;

    /** Whether the file has more than {@link #MOST_BYTES}. */
    public boolean isTooLarge(Configuration configuration) throws IOException {
        return InputFiles.length(new Path(path), configuration) > MOST_BYTES;
    }

    /** All bytes of the file. */
    public byte[] bytes(Configuration configuration) throws IOException {
        try (InputStream in = InputFiles.open(new Path(path), configuration)) {
            return in.readAllBytes();
        }
    }
}
