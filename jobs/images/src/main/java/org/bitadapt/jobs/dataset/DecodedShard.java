package org.bitadapt.jobs.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.bitadapt.common.network.Shape;

/** The records of one shard in memory, as a few large arrays. Immutable; safe to share between threads. */
public final class DecodedShard {

    private final Shape image;
    private final byte[] pixels;
    private final int[] labels;
    private final byte[] ids;
    private final int[] idEnds;
    private final long[] keys;

    private DecodedShard(Builder builder) {
        image = builder.image;
        pixels = builder.pixels;
        labels = builder.labels;
        ids = Arrays.copyOf(builder.ids, builder.idBytes());
        idEnds = builder.idEnds;
        keys = new long[labels.length];
        Arrays.setAll(keys, row -> RecordHash.of(ids, idStart(row), idEnds[row] - idStart(row)));
    }

    /** The number of records. */
    public int records() {
        return labels.length;
    }

    /** The shape of every image. */
    public Shape image() {
        return image;
    }

    /** The label of a record. */
    public int label(int row) {
        return labels[row];
    }

    /** The id of a record. */
    public String id(int row) {
        return new String(ids, idStart(row), idEnds[row] - idStart(row), StandardCharsets.UTF_8);
    }

    /** The hash of a record's id, {@link RecordHash#of}, computed once. */
    public long key(int row) {
        return keys[row];
    }

    /** Puts a record's image, {@code [y][x][channel]}, at the target's position, which advances by the image's size. */
    public void copyImage(int row, ByteBuffer target) {
        target.put(pixels, pixelOffset(row), image.size());
    }

    /** The memory that the shard holds, in bytes, about. */
    public long bytes() {
        return pixels.length + ids.length + 16L * labels.length;
    }

    byte[] pixels() {
        return pixels;
    }

    int pixelOffset(int row) {
        return row * image.size();
    }

    private int idStart(int row) {
        return row == 0 ? 0 : idEnds[row - 1];
    }

    /** Builds a shard row by row, the columns of a row in any order. */
    static final class Builder {
        private static final int EXPECTED_ID_BYTES = 24;

        private final Shape image;
        private final byte[] pixels;
        private final int[] labels;
        private final int[] idEnds;
        private final IntUnaryOperator labelling;
        private byte[] ids;
        private int row;

        Builder(Shape image, int records) {
            this(image, records, IntUnaryOperator.identity());
        }

        /** @param labelling gives the label of a record by the label that its file has */
        Builder(Shape image, int records, IntUnaryOperator labelling) {
            this.image = image;
            this.labelling = labelling;
            pixels = new byte[Math.multiplyExact(image.size(), records)];
            labels = new int[records];
            idEnds = new int[records];
            ids = new byte[records * EXPECTED_ID_BYTES];
        }

        void id(ByteBuffer utf8) {
            int end = idBytes() + utf8.remaining();
            if (end > ids.length) {
                ids = Arrays.copyOf(ids, Math.max(end, ids.length * 2));
            }
            utf8.get(ids, idBytes(), utf8.remaining());
            idEnds[row] = end;
        }

        void label(int label) {
            labels[row] = labelling.applyAsInt(label);
        }

        void pixels(ByteBuffer image) {
            image.get(pixels, row * this.image.size(), this.image.size());
        }

        /** The row that is being filled. */
        int row() {
            return row;
        }

        boolean isFull() {
            return row == labels.length;
        }

        void endRow() {
            row++;
        }

        DecodedShard build() {
            if (!isFull()) {
                throw new IllegalStateException("Built after " + row + " of " + labels.length + " rows");
            }
            return new DecodedShard(this);
        }

        private int idBytes() {
            return row == 0 ? 0 : idEnds[row - 1];
        }
    }
}
