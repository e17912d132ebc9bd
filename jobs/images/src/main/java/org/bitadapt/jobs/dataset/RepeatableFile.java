package org.bitadapt.jobs.dataset;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A Parquet file that has the same bytes whenever the same records are written. Parquet's writer keeps the encodings of
 * a column in a hash set of constants, whose order differs from JVM to JVM; in the footer of this file the encodings
 * are in order.
 *
 * <p>The last bytes are held back in memory until the file is closed, at most twice {@link #TAIL_BYTES}; a longer
 * footer stays as it is.
 *
 * @param file the file on any file system
 */
record RepeatableFile(OutputFile file) implements OutputFile {

    /** The most bytes of a footer that is put in order. A footer has about 300 bytes, and 20 more for each page. */
    static final int TAIL_BYTES = 1 << 20;

    // A file ends with the length of the footer and "PAR1".
    private static final int END_BYTES = 8;

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        return new Sink(file.create(blockSizeHint));
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        return new Sink(file.createOrOverwrite(blockSizeHint));
    }

    @Override
    public boolean supportsBlockSize() {
        return file.supportsBlockSize();
    }

    @Override
    public long defaultBlockSize() {
        return file.defaultBlockSize();
    }

    /**
     * The end of a file, of any length, with encodings in order; unchanged if the tail does not hold the whole footer.
     */
    static byte[] inOrder(byte[] tail) throws IOException {
        if (tail.length < END_BYTES) {
            return tail;
        }
        int end = tail.length - END_BYTES;
        int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
        if (length < 0 || length > end) {
            return tail;
        }
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(tail, end - length, length));
        for (RowGroup group : footer.getRow_groups()) {
            for (ColumnChunk column : group.getColumns()) {
                List<Encoding> encodings = new ArrayList<>(column.getMeta_data().getEncodings());
                Collections.sort(encodings);
                column.getMeta_data().setEncodings(encodings);
            }
        }
        ByteArrayOutputStream ordered = new ByteArrayOutputStream();
        ordered.write(tail, 0, end - length);
        Util.writeFileMetaData(footer, ordered);
        int written = ordered.size() - (end - length);
        ByteBuffer lengthBytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ordered.write(lengthBytes.putInt(0, written).array());
        ordered.write(tail, end + Integer.BYTES, END_BYTES - Integer.BYTES);
        return ordered.toByteArray();
    }

    private static final class Sink extends PositionOutputStream {

        private final PositionOutputStream out;
        private byte[] tail = new byte[2 * TAIL_BYTES];
        private int held;

        Sink(PositionOutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() throws IOException {
            return out.getPos() + held;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > TAIL_BYTES) {
                out.write(tail, 0, held);
                held = 0;
                out.write(bytes, offset, length - TAIL_BYTES);
                write(bytes, offset + length - TAIL_BYTES, TAIL_BYTES);
                return;
            }
            if (held + length > tail.length) {
                int passed = held - TAIL_BYTES;
                out.write(tail, 0, passed);
                System.arraycopy(tail, passed, tail, 0, TAIL_BYTES);
                held = TAIL_BYTES;
            }
            System.arraycopy(bytes, offset, tail, held, length);
            held += length;
        }

        @Override
        public void close() throws IOException {
            try (out) {
                if (tail != null) {
                    out.write(inOrder(Arrays.copyOf(tail, held)));
                    tail = null;
                    held = 0;
                }
            }
        }
    }
}
