package org.bitadapt.runtime.format;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a file of version 1.
 *
 * @param checksum CRC-32C of the file without the checksum's own four bytes
 * @param float32Bytes size of the float32 weights that were packed
 * @param lengths bytes of each section
 * @param operationCount number of operations
 */
record Header(int checksum, long float32Bytes, SectionLengths lengths, int operationCount) {
    static final int BYTES = 64;
    static final int VERSION = 1;
    static final int VERSION_AT = 8;
    /**
     * The first bytes of a file: a high bit, a name and both line ends show a transfer that dropped a bit or rewrote
     * line ends.
     */
    static final long MAGIC = 0x0A1A_0A0D_4E4E_4289L; // 89 "BNN" 0D 0A 1A 0A, read little-endian

    static final int CHECKSUM_AT = 12;

    /** The version of a file, whose first bytes are checked. */
    static int version(ByteBuffer file) {
        if (file.capacity() < BYTES) {
            throw new InvalidModelException(
                    "Invalid model file: " + file.capacity() + " bytes (must be at least " + BYTES + ")");
        }
        requireMagic(file);
        int version = file.getInt(VERSION_AT);
        if (version != VERSION && version != Front.VERSION) {
            throw InvalidModelException.ofAnotherVersion("Invalid format version: " + Integer.toUnsignedString(version)
                    + " at byte " + VERSION_AT + " (must be " + VERSION + " or " + Front.VERSION
                    + "; a newer file needs a newer runtime)");
        }
        return version;
    }

    /** Reads and checks the header of a file of version 1, except for the checksum's value. */
    static Header read(ByteBuffer file) {
        require("file length", file.getLong(16), file.capacity(), 16);
        SectionLengths lengths = new SectionLengths(
                length(file, 32, "metadata"),
                length(file, 36, "operations"),
                length(file, 40, "parameters"),
                length(file, 44, "weights"));
        require("sum of the section lengths", lengths.total(), file.capacity(), 32);
        for (int at = 52; at < BYTES; at += 4) {
            require("reserved field", file.getInt(at), 0, at);
        }
        long float32Bytes = file.getLong(24);
        int operationCount = file.getInt(48);
        requireCounts(float32Bytes, operationCount);
        return new Header(file.getInt(CHECKSUM_AT), float32Bytes, lengths, operationCount);
    }

    static void requireCounts(long float32Bytes, int operationCount) {
        if (float32Bytes < 0 || operationCount < 0 || operationCount > Limits.MAX_OPERATIONS) {
            throw new InvalidModelException("Invalid header: " + float32Bytes + " float32 bytes, " + operationCount
                    + " operations (must be at least 0 and 0.." + Limits.MAX_OPERATIONS + ")");
        }
    }

    /** Writes the header, whose checksum field is filled from the rest of the file. */
    static void write(ByteBuffer file, long float32Bytes, SectionLengths lengths, int operationCount) {
        file.putLong(0, MAGIC)
                .putInt(VERSION_AT, VERSION)
                .putLong(16, file.capacity())
                .putLong(24, float32Bytes);
        file.putInt(32, lengths.metadata())
                .putInt(36, lengths.operations())
                .putInt(40, lengths.parameters())
                .putInt(44, lengths.weights());
        file.putInt(48, operationCount).putInt(CHECKSUM_AT, checksum(file));
    }

    void requireChecksum(ByteBuffer file) {
        requireChecksum(checksum, checksum(file), CHECKSUM_AT);
    }

    static void requireChecksum(int stored, int actual, int at) {
        if (actual != stored) {
            throw new InvalidModelException("Invalid checksum: " + Integer.toHexString(stored) + " at byte " + at
                    + " (must be " + Integer.toHexString(actual) + "; the file is damaged)");
        }
    }

    /** The checksum of all bytes but its own four. */
    static int checksum(ByteBuffer file) {
        CRC32C crc = new CRC32C();
        crc.update(file.slice(0, CHECKSUM_AT));
        crc.update(file.slice(CHECKSUM_AT + 4, file.capacity() - CHECKSUM_AT - 4));
        return (int) crc.getValue();
    }

    static int length(ByteBuffer file, int at, String section) {
        int length = file.getInt(at);
        if (length < 0 || length > file.capacity()) {
            throw new InvalidModelException("Invalid length of the " + section + ": " + Integer.toUnsignedString(length)
                    + " at byte " + at + " (must be within the file's " + file.capacity() + " bytes)");
        }
        return length;
    }

    private static void requireMagic(ByteBuffer file) {
        if (file.getLong(0) != MAGIC) {
            byte[] found = new byte[Long.BYTES];
            file.get(0, found);
            String magic = HexFormat.of().toHexDigits(Long.reverseBytes(MAGIC));
            throw new InvalidModelException("Invalid model file: begins with "
                    + HexFormat.of().formatHex(found) + " (must begin with " + magic
                    + ", as packed models do that no transfer has changed)");
        }
    }

    static void require(String what, long actual, long expected, int at) {
        if (actual != expected) {
            throw new InvalidModelException(
                    "Invalid " + what + ": " + actual + " at byte " + at + " (must be " + expected + ")");
        }
    }
}
