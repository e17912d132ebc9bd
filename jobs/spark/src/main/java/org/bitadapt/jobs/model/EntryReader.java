package org.bitadapt.jobs.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;

/**
 * Reads a zip file of named entries as data that anybody may have made. It reads only the entries that the caller
 * names, in the caller's order, and none longer than the caller allows. No entry becomes an object.
 *
 * <p>Damage is bad input, so all methods throw {@link BadInputException} where the file is not as the caller expects
 * it.
 */
public final class EntryReader implements AutoCloseable {

    /** The number of floats that are made of bytes at a time. */
    private static final int CHUNK = 1 << 14;

    private final ZipInputStream zip;
    private final Path file;
    private final long length;

    private EntryReader(InputStream in, Path file, long length) {
        this.zip = new ZipInputStream(in);
        this.file = file;
        this.length = length;
    }

    /** Opens a file. */
    public static EntryReader open(Path file, Configuration configuration) throws IOException {
        FileSystem files = file.getFileSystem(configuration);
        long length = files.getFileStatus(file).getLen();
        return new EntryReader(files.open(file), file, length);
    }

    /**
     * The bytes of the next entry.
     *
     * @param most the most bytes that the entry may have
     */
    public byte[] bytes(String name, int most) throws IOException {
        try {
            begin(name);
            byte[] content = zip.readNBytes(most);
            end(name, most);
            return content;
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    /**
     * Reads the next entry, of little-endian floats.
     *
     * @param target the buffer that the floats are put into, from its beginning; its capacity is the most floats that
     *     the entry may have
     * @return the number of floats in the entry
     */
    public int floats(String name, FloatBuffer target) throws IOException {
        try {
            begin(name);
            ByteBuffer chunk = ByteBuffer.allocate(Float.BYTES * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            int count = 0;
            while (count < target.capacity()) {
                int wanted = Math.min(CHUNK, target.capacity() - count);
                int read = zip.readNBytes(chunk.array(), 0, Float.BYTES * wanted) / Float.BYTES;
                target.put(count, chunk.asFloatBuffer(), 0, read);
                count += read;
                if (read < wanted) {
                    break;
                }
            }
            end(name, (long) Float.BYTES * target.capacity());
            return count;
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    private void begin(String name) throws IOException {
        String next = nextName();
        if (!name.equals(next)) {
            throw invalid("entry '" + next + "' (must be " + name + ")");
        }
    }

    private String nextName() throws IOException {
        try {
            ZipEntry entry = zip.getNextEntry();
            return entry == null ? "" : entry.getName();
        } catch (IllegalArgumentException e) {
            throw damaged(e); // a name that is no text
        }
    }

    /** Reads the entry to its end, which also compares the entry's checksum. */
    private void end(String name, long most) throws IOException {
        if (zip.read() >= 0) {
            throw invalid(String.format(Locale.ROOT, "entry %s is too long (must be %,d bytes or less)", name, most));
        }
    }

    /**
     * Refuses a file that is too short for what it says it holds, before memory is given to it.
     *
     * @param floats the number of floats that are still to be read
     */
    public void requireRoomFor(long floats) {
        if (length < Float.BYTES * floats) {
            throw invalid(String.format(
                    Locale.ROOT, "%,d bytes (must be %,d or more for its network)", length, Float.BYTES * floats));
        }
    }

    /** Refuses a file in which more entries follow. */
    public void requireEnd() throws IOException {
        try {
            String next = nextName();
            if (!next.isEmpty()) {
                throw invalid("entry '" + next + "' (must be the end)");
            }
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    /**
     * The error that is thrown for this file.
     *
     * @param what what is wrong with the file and what it must be
     */
    public BadInputException invalid(String what) {
        return invalid(what, null);
    }

    private BadInputException damaged(Exception cause) {
        return invalid(cause.getMessage() + " (must be an undamaged zip file)", cause);
    }

    private BadInputException invalid(String what, Exception cause) {
        return new BadInputException(
                "Invalid file of a model: " + what + " in " + file,
                "Train again, or open the run with the version that its run.json names.",
                cause);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
