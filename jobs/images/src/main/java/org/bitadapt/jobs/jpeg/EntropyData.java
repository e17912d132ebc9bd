package org.bitadapt.jobs.jpeg;

import java.util.Optional;

/**
 * The data of a scan without the zeros that follow bytes of ones.
 *
 * @param bytes the data, followed by {@value #SPARE} zeros
 * @param length the length of the data in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // read by one reader, never compared
record EntropyData(byte[] bytes, int length) {

    /** More bytes than a unit can have: six blocks, each of 64 codes of 16 bits with 15 more, and a window. */
    static final int SPARE = 1536;

    private static final byte END_OF_IMAGE = (byte) 0xd9;

    /**
     * Takes the data of a scan out of a file.
     *
     * @return the data; empty unless the image's end follows them
     */
    static Optional<EntropyData> of(byte[] file, int start) {
        byte[] bytes = new byte[file.length - start + SPARE];
        int length = 0;
        int from = start;
        int marker = ByteLanes.nextOnes(file, from);
        while (marker + 1 < file.length && file[marker + 1] == 0) {
            // The byte of ones is copied, and the zero is not.
            System.arraycopy(file, from, bytes, length, marker + 1 - from);
            length += marker + 1 - from;
            from = marker + 2;
            marker = ByteLanes.nextOnes(file, from);
        }
        if (marker + 1 >= file.length || file[marker + 1] != END_OF_IMAGE) {
            return Optional.empty();
        }
        System.arraycopy(file, from, bytes, length, marker - from);
        return Optional.of(new EntropyData(bytes, length + marker - from));
    }
}
