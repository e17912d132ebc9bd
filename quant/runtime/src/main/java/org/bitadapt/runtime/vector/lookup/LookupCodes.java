package org.bitadapt.runtime.vector.lookup;

import java.nio.ByteBuffer;
import java.util.List;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.bitadapt.runtime.format.WeightBits;
import org.bitadapt.runtime.vector.memory.LookupMemory;
import org.bitadapt.runtime.vector.memory.Wide;

/**
 * 1-bit weights as places in tables: five weights of an output make a code 0..31, bit i set for a weight of +1. The
 * codes of 32 outputs are lanes of 16 bits that hold three codes each; the codes of a call are unpacked to the bytes
 * that a permutation takes.
 */
final class LookupCodes {
    /** The number of codes in a lane. */
    private static final int CODES = 3;

    private static final int CODE_BITS = LookupGeometry.GROUP_INPUTS;
    private static final int MASK = (1 << CODE_BITS) - 1;
    /** The factor and the summand that turn a code c into the bytes 2 c and 2 c + 1. */
    private static final int BOTH_BYTES = 0x0202;

    private static final int SECOND_BYTE = 0x0100;

    private final LookupGeometry geometry;
    private final int packedVectors;
    /** The number of sign planes. */
    private final int planes;
    /** The packed codes, [pair][plane][call][vector][lane]. */
    private final short[] packed;

    /** Packs the sign planes of a layer. */
    LookupCodes(LookupGeometry geometry, List<ByteBuffer> planes) {
        this.geometry = geometry;
        this.planes = planes.size();
        packedVectors = packedVectors(geometry);
        int calls = Math.multiplyExact(Math.multiplyExact(geometry.pairs, this.planes), geometry.calls());
        packed = new short[Math.multiplyExact(calls, Math.multiplyExact(packedVectors, Wide.BLOCK))];
        for (int plane = 0; plane < this.planes; plane++) {
            pack(planes.get(plane), plane);
        }
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

    private static int packedVectors(LookupGeometry geometry) {
        return (2 * geometry.steps() + CODES - 1) / CODES;
    }

    /** The bytes of a call's unpacked codes, the last vector's spare codes included. */
    static int unpackedBytes(LookupGeometry geometry) {
        return packedVectors(geometry) * CODES * Wide.VECTOR;
    }

    private void set(int output, int plane, int position, int channel) {
        int kernelWidth = geometry.layer.convolution().kernelWidth();
        int group = channel / CODE_BITS;
        int chunk = group / geometry.groups;
        int step = position % kernelWidth * geometry.groups + group % geometry.groups;
        int pair = output / Wide.OUTPUTS * planes + plane;
        int vector = 2 * step + output % Wide.OUTPUTS / Wide.BLOCK;
        int call = chunk * geometry.layer.convolution().kernelHeight() + position / kernelWidth;
        int at = ((pair * geometry.calls() + call) * packedVectors + vector / CODES) * Wide.BLOCK;
        packed[at + output % Wide.BLOCK] |= (short) (1 << vector % CODES * CODE_BITS + channel % CODE_BITS);
    }

    /** Unpacks the codes of a call for a plane. */
    void unpack(int pair, int plane, int call, byte[] to) {
        int from = ((pair * planes + plane) * geometry.calls() + call) * packedVectors * Wide.BLOCK;
        unpack(packed, from, packedVectors, to);
    }

    private static void unpack(short[] packed, int from, int vectors, byte[] to) {
        for (int i = 0; i < vectors; i++) {
            ShortVector words = ShortVector.fromArray(Wide.SHORTS, packed, from + i * Wide.BLOCK);
            int at = LookupMemory.INDEXES + i * CODES * Wide.VECTOR;
            store(words, to, at);
            store(words.lanewise(VectorOperators.LSHR, CODE_BITS), to, at + Wide.VECTOR);
            store(words.lanewise(VectorOperators.LSHR, 2 * CODE_BITS), to, at + 2 * Wide.VECTOR);
        }
    }

    private static void store(ShortVector codes, byte[] to, int at) {
        codes.and((short) MASK)
                .mul((short) BOTH_BYTES)
                .add((short) SECOND_BYTE)
                .reinterpretAsBytes()
                .intoArray(to, at);
    }
}
