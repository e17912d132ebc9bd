package org.bitadapt.runtime.image;

import java.util.Iterator;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The rows of a PNG file, inflated and unfiltered one after the other: two rows are in memory, whatever the file's
 * size.
 */
final class PngRows implements AutoCloseable {

    private final Inflater inflater = new Inflater();
    private final Iterator<Bytes> data;
    private final int distance;

    PngRows(PngChunks chunks) {
        data = chunks.data().stream().filter(part -> part.length() > 0).iterator();
        distance = chunks.header().filterDistance();
    }

    /**
     * Reads the next row.
     *
     * @param row receives the filter byte and the row
     * @param above the filter byte and the row above, zeros above the first row
     */
    void read(byte[] row, byte[] above) throws InvalidImageException {
        inflate(row);
        switch (row[0]) {
            case 0 -> {}
            case 1 -> {
                for (int i = 1 + distance; i < row.length; i++) {
                    row[i] += row[i - distance];
                }
            }
            case 2 -> {
                for (int i = 1; i < row.length; i++) {
                    row[i] += above[i];
                }
            }
            case 3 -> {
                for (int i = 1; i < row.length; i++) {
                    row[i] += (byte) ((left(row, i) + (above[i] & 0xff)) / 2);
                }
            }
            case 4 -> {
                for (int i = 1; i < row.length; i++) {
                    row[i] += (byte) nearest(left(row, i), above[i] & 0xff, left(above, i));
                }
            }
            default -> throw new InvalidImageException("a filter that PNG does not have");
        }
    }

    private int left(byte[] row, int position) {
        return position > distance ? row[position - distance] & 0xff : 0;
    }

    /** Paeth's predictor. */
    private static int nearest(int left, int above, int corner) {
        int toLeft = Math.abs(above - corner);
        int toAbove = Math.abs(left - corner);
        int toCorner = Math.abs(left + above - 2 * corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }

    /** Refuses a file whose compressed data go on behind the last row, or have another checksum. */
    void end() throws InvalidImageException {
        if (fill(new byte[1], 0) > 0 || !inflater.finished() || inflater.getRemaining() > 0 || data.hasNext()) {
            throw new InvalidImageException("more pixels than its size");
        }
    }

    private void inflate(byte[] row) throws InvalidImageException {
        for (int filled = 0; filled < row.length; ) {
            int count = fill(row, filled);
            if (count == 0) {
                throw new InvalidImageException("fewer pixels than its size");
            }
            filled += count;
        }
    }

    /** Inflates the next bytes into the rest of a row; returns how many, 0 at the end of the data. */
    private int fill(byte[] row, int from) throws InvalidImageException {
        try {
            int count = 0;
            while (count == 0 && !inflater.finished()) {
                count = inflater.inflate(row, from, row.length - from);
                if (count == 0 && !inflater.finished()) {
                    if (inflater.needsDictionary() || !data.hasNext()) {
                        return 0;
                    }
                    Bytes next = data.next();
                    inflater.setInput(next.file(), next.start(), next.length());
                }
            }
            return count;
        } catch (DataFormatException e) {
            throw new InvalidImageException("damaged pixels: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
