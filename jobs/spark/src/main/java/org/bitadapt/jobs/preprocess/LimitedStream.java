package org.bitadapt.jobs.preprocess;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream with a limit of bytes: a stream that is unpacked from a small file can have any number of bytes. */
final class LimitedStream extends FilterInputStream {

    private final String what;
    private final long most;
    private long count;
    private long limit;

    /**
     * @param what the name of the stream, for the message
     * @param most the most bytes that the stream may have
     */
    LimitedStream(InputStream in, String what, long most) {
        super(in);
        this.what = what;
        this.most = most;
        limit = most;
    }

    /** Begins a part: from here on, only {@code bytes} bytes may be read, until {@link #endPart}. */
    void beginPart(long bytes) {
        limit = Math.min(most, count + bytes);
    }

    /** Ends a part: all bytes up to the stream's limit may be read again. */
    void endPart() {
        limit = most;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        add(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        add(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        add(skipped);
        return skipped;
    }

    private void add(long bytes) throws IOException {
        count += bytes;
        if (count > limit) {
            throw new IOException("too many bytes of " + what);
        }
    }
}
