package org.bitadapt.runtime.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of the table of chunks.
 *
 * @param weightBits the weight bits of the widths whose parameters the chunk has
 * @param mapBits the map bits of these widths: bit {@code a - 1} is set for maps of {@code a} bits
 * @param parameters bytes of the chunk's parameters
 * @param weights bytes of the chunk's weights
 * @param checksum CRC-32C of the file from the end of the chunk before, or of the front part, to the chunk's end
 */
record Chunk(int weightBits, int mapBits, int parameters, int weights, int checksum) {
    static final int BYTES = 16;
    /** Where the checksum is within an entry. */
    static final int CHECKSUM_AT = 12;

    /** Reads an entry and checks it, but for the lengths, which follow from the operations. */
    static Chunk read(ByteBuffer file, int at, int weightBitsBefore) {
        int weightBits = Byte.toUnsignedInt(file.get(at));
        int mapBits = Byte.toUnsignedInt(file.get(at + 1));
        if (weightBits <= weightBitsBefore || weightBits > Width.MAX_WEIGHTS) {
            throw new InvalidModelException("Invalid weight bits of a chunk: " + weightBits + " at byte " + at
                    + " (must be " + (weightBitsBefore + 1) + ".." + Width.MAX_WEIGHTS + ", ascending)");
        }
        if (mapBits == 0) {
            throw new InvalidModelException(
                    "Invalid map bits of a chunk: none at byte " + (at + 1) + " (must be at least one bit)");
        }
        Header.require("reserved field", file.getShort(at + 2), 0, at + 2);
        return new Chunk(weightBits, mapBits, file.getInt(at + 4), file.getInt(at + 8), file.getInt(at + CHECKSUM_AT));
    }

    void write(ByteBuffer file, int at) {
        file.put(at, (byte) weightBits)
                .put(at + 1, (byte) mapBits)
                .putInt(at + 4, parameters)
                .putInt(at + 8, weights)
                .putInt(at + CHECKSUM_AT, checksum);
    }

    /** The widths whose parameters the chunk has, ascending. */
    List<Width> widths() {
        List<Width> widths = new ArrayList<>();
        for (int bits = 1; bits <= Width.MAX_MAPS; bits++) {
            if (((mapBits >> (bits - 1)) & 1) == 1) {
                widths.add(new Width(weightBits, bits));
            }
        }
        return widths;
    }
}
