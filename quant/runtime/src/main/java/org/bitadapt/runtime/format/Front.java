package org.bitadapt.runtime.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The front part of a file of version 2: the header, then metadata, operations and the table of chunks.
 *
 * @param float32Bytes size of the float32 weights that were packed
 * @param metadata bytes of the metadata section
 * @param operations bytes of the operation section
 * @param operationCount number of operations
 * @param chunks the chunks of the whole file, in ascending order of weight bits
 */
record Front(long float32Bytes, int metadata, int operations, int operationCount, List<Chunk> chunks) {
    static final int VERSION = 2;

    private static final int LENGTH_AT = 16;
    private static final int CHUNKS_AT = 40;

    int metadataAt() {
        return Header.BYTES;
    }

    int operationsAt() {
        return Math.toIntExact(SectionLengths.aligned((long) metadataAt() + metadata));
    }

    int tableAt() {
        return Math.toIntExact(SectionLengths.aligned((long) operationsAt() + operations));
    }

    /** The end of the front part, where the first chunk begins. */
    int end() {
        return end(metadata, operations, chunks.size());
    }

    /** Where a chunk's checksum is. */
    int checksumAt(int chunk) {
        return tableAt() + chunk * Chunk.BYTES + Chunk.CHECKSUM_AT;
    }

    static int end(int metadata, int operations, int chunks) {
        return Math.toIntExact(longEnd(metadata, operations, chunks));
    }

    private static long longEnd(int metadata, int operations, int chunks) {
        long operationsAt = SectionLengths.aligned((long) Header.BYTES + metadata);
        return SectionLengths.aligned(operationsAt + operations) + (long) chunks * Chunk.BYTES;
    }

    /** Reads and checks the front part of a file, its checksum first, but neither metadata nor operations. */
    static Front read(ByteBuffer file) {
        int metadata = Header.length(file, 32, "metadata");
        int operations = Header.length(file, 36, "operations");
        int count = file.getInt(CHUNKS_AT);
        if (count < 1 || count > Width.MAX_WEIGHTS) {
            throw new InvalidModelException("Invalid number of chunks: " + Integer.toUnsignedString(count) + " at byte "
                    + CHUNKS_AT + " (must be 1.." + Width.MAX_WEIGHTS + ")");
        }
        long end = longEnd(metadata, operations, count);
        Header.require("length of the front part", file.getLong(LENGTH_AT), end, LENGTH_AT);
        if (end > file.capacity()) {
            throw new InvalidModelException("Invalid file length: " + file.capacity()
                    + " bytes (must be more than the front part's " + end + "; the file is cut off)");
        }
        Header.requireChecksum(file.getInt(Header.CHECKSUM_AT), checksum(file, (int) end), Header.CHECKSUM_AT);
        requireReserved(file);
        long float32Bytes = file.getLong(24);
        int operationCount = file.getInt(48);
        Header.requireCounts(float32Bytes, operationCount);
        int tableAt = (int) end - count * Chunk.BYTES;
        return new Front(float32Bytes, metadata, operations, operationCount, table(file, tableAt, count));
    }

    private static void requireReserved(ByteBuffer file) {
        for (int at = CHUNKS_AT + 4; at < Header.BYTES; at += 4) {
            if (at != 48) {
                Header.require("reserved field", file.getInt(at), 0, at);
            }
        }
    }

    private static List<Chunk> table(ByteBuffer file, int at, int count) {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int before = i == 0 ? 0 : chunks.get(i - 1).weightBits();
            chunks.add(Chunk.read(file, at + i * Chunk.BYTES, before));
        }
        return chunks;
    }

    private static int checksum(ByteBuffer file, int end) {
        return Header.checksum(file.slice(0, end));
    }

    /** Writes the header and the table, once the rest of the file is there. */
    void write(ByteBuffer file) {
        file.putLong(0, Header.MAGIC).putInt(Header.VERSION_AT, VERSION).putLong(LENGTH_AT, end());
        file.putLong(24, float32Bytes).putInt(32, metadata).putInt(36, operations);
        file.putInt(CHUNKS_AT, chunks.size()).putInt(48, operationCount);
        for (int i = 0; i < chunks.size(); i++) {
            chunks.get(i).write(file, tableAt() + i * Chunk.BYTES);
        }
        file.putInt(Header.CHECKSUM_AT, checksum(file, end()));
    }
}
