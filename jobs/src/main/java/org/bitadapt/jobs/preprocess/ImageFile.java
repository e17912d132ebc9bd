package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A file of a folder source.
 *
 * @param name relative to the input: the image's id
 * @param path with its file system
 */
record ImageFile(String name, String path) implements Serializable, Comparable<ImageFile> {

    byte[] bytes(Configuration configuration) throws IOException {
        Path file = new Path(path);
        try (InputStream in = file.getFileSystem(configuration).open(file)) {
            return in.readAllBytes();
        }
    }

    @Override
    public int compareTo(ImageFile other) {
        return name.compareTo(other.name);
    }
}
