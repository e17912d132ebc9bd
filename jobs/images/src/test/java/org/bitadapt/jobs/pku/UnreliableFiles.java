package org.bitadapt.jobs.pku;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Local files by the scheme {@code unreliable}; while the file system fails, no file is read and no file gets the name
 * of a data set.
 */
public final class UnreliableFiles extends RawLocalFileSystem {

    private static volatile boolean failing;

    /** A configuration that knows the scheme {@code unreliable}. */
    public static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.setClass("fs.unreliable.impl", UnreliableFiles.class, org.apache.hadoop.fs.FileSystem.class);
        return configuration;
    }

    public static String location(java.nio.file.Path file) {
        return "unreliable://" + file;
    }

    public static void fail(boolean fails) {
        failing = fails;
    }

    @Override
    public URI getUri() {
        return URI.create("unreliable:///");
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return !(failing && from.getName().contains(".staging-")) && super.rename(from, to);
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        FSDataInputStream in = super.open(path, bufferSize);
        if (path.getName().equals("manifest.json")) {
            return in; // what is to be replaced is looked at before anything is renamed
        }
        return new FSDataInputStream(new FSInputStream() {
            @Override
            public void seek(long position) throws IOException {
                in.seek(position);
            }

            @Override
            public long getPos() throws IOException {
                return in.getPos();
            }

            @Override
            public boolean seekToNewSource(long position) {
                return false;
            }

            @Override
            public int read() throws IOException {
                if (failing) {
                    throw new IOException("Connection reset");
                }
                return in.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (failing) {
                    throw new IOException("Connection reset");
                }
                return in.read(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        });
    }
}
