package org.bitadapt.jobs.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.files.InputFiles;

/**
 * A file that is to be decoded.
 *
 * @param name relative to the input
 * @param path with its file system
 */
public record ImageFile(String name, String path) implements Serializable {

    /** The most bytes that an image may have: 256 MiB, more than any camera writes. */
    public static final long MOST_BYTES = 1L << 28;

    /** Whether it has more than {@link #MOST_BYTES}. */
    public boolean isTooLarge(Configuration configuration) throws IOException {
        return InputFiles.length(new Path(path), configuration) > MOST_BYTES;
    }

    /** All bytes. */
    public byte[] bytes(Configuration configuration) throws IOException {
        try (InputStream in = InputFiles.open(new Path(path), configuration)) {
            return in.readAllBytes();
        }
    }
}
