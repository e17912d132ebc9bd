package org.bitadapt.jobs.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a zip file of named entries, which {@link EntryReader} reads. Equal entries make equal files.
 *
 * <p>Entries are not compressed: trained floats hardly shrink, and a task has better things to do.
 */
public final class EntryWriter {

    /** The number of floats that are turned into bytes at a time. */
    private static final int CHUNK = 1 << 14;

    private final ZipOutputStream zip;

    /**
     * @param out the stream that the file is written to; stays open
     */
    public EntryWriter(OutputStream out) {
        zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.NO_COMPRESSION);
    }

    /** Adds an entry of bytes. */
    public void bytes(String name, byte[] content) throws IOException {
        begin(name);
        zip.write(content);
        zip.closeEntry();
    }

    /**
     * Adds an entry of little-endian floats.
     *
     * @param values the floats of the whole buffer, whatever its position
     */
    public void floats(String name, FloatBuffer values) throws IOException {
        begin(name);
        ByteBuffer chunk = ByteBuffer.allocate(Float.BYTES * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0; start < values.capacity(); start += CHUNK) {
            int count = Math.min(CHUNK, values.capacity() - start);
            chunk.asFloatBuffer().put(0, values, start, count);
            zip.write(chunk.array(), 0, Float.BYTES * count);
        }
        zip.closeEntry();
    }

    private void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
    }

    /** Ends the file. */
    public void finish() throws IOException {
        zip.finish();
    }
}
