package org.bitadapt.jobs.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Works on eight bytes at a time, the first byte being the highest of a {@code long}. */
final class ByteLanes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final byte ONES = (byte) 0xff;
    private static final long LOWEST_BITS = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private ByteLanes() {}

    static long load(byte[] bytes, int position) {
        return (long) LONGS.get(bytes, position);
    }

    static void store(byte[] bytes, int position, long word) {
        LONGS.set(bytes, position, word);
    }

    /** Whether one of the eight bytes is all ones. */
    static boolean hasOnes(long word) {
        return (~word - LOWEST_BITS & word & HIGHEST_BITS) != 0;
    }

    /** The index of the next byte that is all ones, or the length of the array. */
    static int nextOnes(byte[] bytes, int start) {
        int position = start;
        while (position + Long.BYTES <= bytes.length && !hasOnes(load(bytes, position))) {
            position += Long.BYTES;
        }
        while (position < bytes.length && bytes[position] != ONES) {
            position++;
        }
        return position;
    }
}
