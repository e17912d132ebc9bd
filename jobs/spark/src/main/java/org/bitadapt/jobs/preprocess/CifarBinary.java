package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.bitadapt.jobs.command.FileSystemFailure;
import org.bitadapt.jobs.files.TextFiles;

/** Reads a binary batch of any whole number of records. */
final class CifarBinary implements Iterator<Reading> {

    private final CifarBatch batch;
    private final InputStream content;
    private final byte[] bytes;
    private final int[] labels;
    private long number;
    private Reading next;
    private boolean ended;

    CifarBinary(CifarBatch batch, InputStream content) {
        this.batch = batch;
        this.content = content;
        this.bytes = new byte[batch.dataset().recordBytes()];
        this.labels = new int[batch.dataset().labels().size()];
    }

    /** The class names of a file with one name a line; empty lines are not names. */
    static List<String> classes(CifarLayout layout, InputStream meta) throws IOException {
        return TextFiles.read(meta, CifarFormat.MOST_META_BYTES, layout.metaFile())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            next = advance();
            ended = next == null;
        }
        return next != null;
    }

    @Override
    public Reading next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Reading reading = next;
        next = null;
        return reading;
    }

    private Reading advance() {
        try {
            int length = content.readNBytes(bytes, 0, bytes.length);
            if (length == bytes.length) {
                for (int i = 0; i < labels.length; i++) {
                    labels[i] = bytes[i] & 0xff;
                }
                return batch.reading(number++, labels, bytes, labels.length);
            }
            ended = true;
            return length == 0 ? null : batch.cutShort(number, bytes, length);
        } catch (FileSystemFailure e) {
            throw new UncheckedIOException("Cannot read " + batch.fileName() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            ended = true;
            return new Reading.Unusable(
                    "Invalid batch file: " + batch.fileName() + " (must be readable: " + e.getMessage() + ")");
        }
    }
}
