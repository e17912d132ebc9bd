package org.bitadapt.jobs.jpeg;

import java.util.Optional;

/**
 * The data of a scan without the zeros that follow bytes of ones.
 *
 * @param bytes the data, and then {@value #SPARE} zeros
 * @param length of the data
 */
@SuppressWarnings("ArrayRecordComponent") // read by one reader, never compared
record EntropyData(byte[] bytes, int length) {

    /** More than a unit can have: six blocks, each of them 64 codes of 16 bits with 15 more, and a window. */
    static final int SPARE = 1536;

    private static final byte END_OF_IMAGE = (byte) 0xd9;

    /**
     * Takes them out of a file.
     *
     * @return nothing unless the image's end follows it
     */
    static Optional<EntropyData> of(byte[] file, int start) {
        byte[] bytes = new byte[file.length - start + SPARE];
        int length = 0;
        int from = start;
        int marker = ByteLanes.nextOnes(file, from);
        while (marker + 1 < file.length && file[marker + 1] == 0) {
            // With the byte of ones, without the zero.
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
