package org.bitadapt.jobs.preprocess;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.bitadapt.jobs.command.FileSystemFailure;

/**
 * The stream of a file as its file system gives it. An error of the file system is thrown as a {@link
 * FileSystemFailure}, so that all other errors of a reader are about the file's contents.
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
