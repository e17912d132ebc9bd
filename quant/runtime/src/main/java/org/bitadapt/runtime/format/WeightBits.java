package org.bitadapt.runtime.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Signs as bits: 1 is +1, 0 is -1; weight i is bit {@code i & 7} of byte {@code i >> 3}. */
public final class WeightBits {
    private WeightBits() {}

    /**
     * Whether a weight is +1.
     *
     * @param bits the bits of at most 2^34 weights
     * @param index the index of a weight, from 0
     * @return 1 for +1, 0 for -1
     */
    public static int bit(ByteBuffer bits, long index) {
        return bits.get((int) (index >> 3)) >> (index & 7) & 1;
    }

    /** Turns each weight w into 2 w + s by its sign s in a plane, which follows the planes before. */
    static void append(ByteBuffer plane, byte[] weights) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (2 * weights[i] + 2 * bit(plane, i) - 1);
        }
    }

    /**
     * Takes odd weights apart into planes; throws unless each is odd and within {@code 2^planes - 1}. With {@code c =
     * (w + 2^planes - 1) / 2}, the sign of plane k is bit {@code planes - k} of c.
     */
    static List<ByteBuffer> planes(byte[] weights, int planes) {
        int largest = (1 << planes) - 1;
        List<ByteBuffer> all = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            if ((weights[i] & 1) == 0 || Math.abs(weights[i]) > largest) {
                throw new IllegalArgumentException("Invalid weight of " + planes + " planes: " + weights[i] + " at " + i
                        + " (must be odd and within -" + largest + ".." + largest + ")");
            }
        }
        for (int plane = 1; plane <= planes; plane++) {
            byte[] signs = new byte[weights.length];
            for (int i = 0; i < signs.length; i++) {
                int code = (weights[i] + largest) / 2;
                signs[i] = (byte) (((code >> (planes - plane)) & 1) * 2 - 1);
            }
            all.add(ByteBuffer.wrap(pack(signs)));
        }
        return all;
    }

    /** Packs signs; throws unless every sign is +1 or -1. */
    static byte[] pack(byte[] signs) {
        byte[] bits = new byte[(signs.length + 7) / 8];
        for (int i = 0; i < signs.length; i++) {
            if (signs[i] != 1 && signs[i] != -1) {
                throw new IllegalArgumentException(
                        "Invalid binary weight: " + signs[i] + " at " + i + " (must be +1 or -1)");
            }
            if (signs[i] == 1) {
                bits[i >> 3] |= (byte) (1 << (i & 7));
            }
        }
        return bits;
    }

    /** Whether the bits beyond {@code count} in the last byte are zero. */
    static boolean spareBitsAreZero(ByteBuffer bits, long count) {
        int used = (int) (count & 7);
        return used == 0 || (Byte.toUnsignedInt(bits.get(bits.capacity() - 1)) >>> used) == 0;
    }
}
