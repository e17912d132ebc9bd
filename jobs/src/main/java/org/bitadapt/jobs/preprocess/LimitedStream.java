package org.bitadapt.jobs.preprocess;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that may have so many bytes: what unpacks itself from a small file can have any number. */
final class LimitedStream extends FilterInputStream {

    private final String what;
    private final long most;
    private long count;
    private long limit;

    /**
     * @param what it is, for the message
     * @param most bytes
     */
    LimitedStream(InputStream in, String what, long most) {
        super(in);
        this.what = what;
        this.most = most;
        limit = most;
    }

    /** From here on, only so many bytes may be read, until {@link #endPart}. */
    void beginPart(long bytes) {
        limit = Math.min(most, count + bytes);
    }

    /** All bytes may be read again. */
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
