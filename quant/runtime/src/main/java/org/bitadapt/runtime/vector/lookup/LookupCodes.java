package org.bitadapt.runtime.vector.lookup;

import java.nio.ByteBuffer;
import java.util.List;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorShuffle;
import org.bitadapt.runtime.format.WeightBits;
import org.bitadapt.runtime.vector.memory.Arena;
import org.bitadapt.runtime.vector.memory.LookupMemory;
import org.bitadapt.runtime.vector.memory.Wide;

/**
 * 1-bit weights as places in tables: five weights of an output make a code c 0..31, bit i set for a weight of +1. A byte
 * holds 2 c, the place of the low byte of the entry; the bytes of a call are unpacked to the places of both bytes, which
 * a permutation takes.
 */
final class LookupCodes {
    private static final int CODE_BITS = LookupGeometry.GROUP_INPUTS;
    /** The orders that take each byte of the first half of a vector twice, and each of the second half. */
    private static final byte[] TWICE = twice();
    /** 0 for low bytes, 1 for high bytes. */
    private static final byte[] HIGH = high();

    private final LookupGeometry geometry;
    /** The number of sign planes. */
    private final int planes;
    /** The places, [pair][plane][call][step][output]. */
    private final byte[] packed;

    /** Packs the sign planes of a layer. */
    LookupCodes(LookupGeometry geometry, List<ByteBuffer> planes) {
        this.geometry = geometry;
        this.planes = planes.size();
        int calls = Math.multiplyExact(Math.multiplyExact(geometry.pairs, this.planes), geometry.calls());
        int bytes = Math.multiplyExact(calls, Math.multiplyExact(geometry.steps(), Wide.OUTPUTS));
        packed = new byte[Math.addExact(Arena.BYTES_AT, bytes)];
        for (int plane = 0; plane < this.planes; plane++) {
            pack(planes.get(plane), plane);
        }
    }

    private static byte[] twice() {
        byte[] twice = new byte[2 * Wide.VECTOR];
        for (int i = 0; i < twice.length; i++) {
            twice[i] = (byte) (i / 2);
        }
        return twice;
    }

    private static byte[] high() {
        byte[] high = new byte[Wide.VECTOR];
        for (int i = 1; i < high.length; i += 2) {
            high[i] = 1;
        }
        return high;
    }

    private void pack(ByteBuffer bits, int plane) {
        for (int output = 0; output < geometry.layer.out().channels(); output++) {
            for (int position = 0; position < geometry.layer.kernelPixels(); position++) {
                for (int channel = 0; channel < geometry.layer.in().channels(); channel++) {
                    long weight = geometry.layer.weightIndex(output, channel, position);
                    if (WeightBits.bit(bits, weight) == 1) {
                        set(output, plane, position, channel);
                    }
                }
            }
        }
    }

    /** The bytes of a call's unpacked codes. */
    static int unpackedBytes(LookupGeometry geometry) {
        return 2 * geometry.steps() * Wide.VECTOR;
    }

    private void set(int output, int plane, int position, int channel) {
        int kernelWidth = geometry.layer.convolution().kernelWidth();
        int group = channel / CODE_BITS;
        int chunk = group / geometry.groups;
        int step = position % kernelWidth * geometry.groups + group % geometry.groups;
        int call = chunk * geometry.layer.convolution().kernelHeight() + position / kernelWidth;
        int at = at(output / Wide.OUTPUTS, plane, call) + step * Wide.OUTPUTS + output % Wide.OUTPUTS;
        packed[at] |= (byte) (2 << channel % CODE_BITS);
    }

    private int at(int pair, int plane, int call) {
        return Arena.BYTES_AT + ((pair * planes + plane) * geometry.calls() + call) * geometry.steps() * Wide.OUTPUTS;
    }

    /** Unpacks the codes of a call for a plane. */
    void unpack(int pair, int plane, int call, byte[] to) {
        unpack(packed, at(pair, plane, call), geometry.steps(), to);
    }

    private static void unpack(byte[] packed, int from, int steps, byte[] to) {
        VectorShuffle<Byte> firstTwice =
                ByteVector.fromArray(Wide.BYTES, TWICE, 0).toShuffle();
        VectorShuffle<Byte> secondTwice =
                ByteVector.fromArray(Wide.BYTES, TWICE, Wide.VECTOR).toShuffle();
        ByteVector high = ByteVector.fromArray(Wide.BYTES, HIGH, 0);
        for (int step = 0; step < steps; step++) {
            ByteVector places = ByteVector.fromArray(Wide.BYTES, packed, from + step * Wide.VECTOR);
            int at = LookupMemory.INDEXES + 2 * step * Wide.VECTOR;
            places.rearrange(firstTwice).or(high).intoArray(to, at);
            places.rearrange(secondTwice).or(high).intoArray(to, at + Wide.VECTOR);
        }
    }
}
