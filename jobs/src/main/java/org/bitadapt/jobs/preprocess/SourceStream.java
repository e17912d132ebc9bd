package org.bitadapt.jobs.preprocess;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.bitadapt.jobs.command.FileSystemFailure;

/**
 * A file as its file system gives it. What fails here is a {@link FileSystemFailure}; other errors of those who read it are
 * about what it holds.
 */
final class SourceStream extends FilterInputStream {

    SourceStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw new FileSystemFailure(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            throw new FileSystemFailure(e);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        try {
            return super.skip(count);
        } catch (IOException e) {
            throw new FileSystemFailure(e);
        }
    }
}
