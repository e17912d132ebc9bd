package org.bitadapt.runtime.vector.memory;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors of this machine: the widest of at least 128 and at most 512 bits.
 *
 * <p>A tile is as many pixels as a vector has 16-bit lanes. Reinterpreted as 32-bit lanes, such a vector splits into the
 * even pixels (low halves) and the odd pixels (high halves) with a shift each; sums and F32 maps are kept in that order.
 */
public final class Lanes {
    /** Vectors of 16-bit numbers. */
    public static final VectorSpecies<Short> SHORTS = shorts();
    /** Vectors of 32-bit numbers. */
    public static final VectorSpecies<Integer> INTS = SHORTS.withLanes(int.class);
    /** Vectors of floats. */
    public static final VectorSpecies<Float> FLOATS = SHORTS.withLanes(float.class);
    /** Vectors of as many bytes as {@link #SHORTS} has lanes. */
    public static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));

    /** The number of pixels of a tile. */
    public static final int TILE = SHORTS.length();

    /** The number of even pixels of a tile, which is the length of a vector of 32-bit numbers. */
    public static final int HALF = TILE / 2;
    /** The number of outputs that a kernel over planes sums together, and that threads divide a layer by. */
    public static final int OCTET = 8;

    private static final int MAX_BITS = 512;
    private static final int MIN_BITS = 128;

    private Lanes() {}

    private static VectorSpecies<Short> shorts() {
        int bits = ShortVector.SPECIES_PREFERRED.vectorBitSize();
        return VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(MIN_BITS, Math.min(MAX_BITS, bits))));
    }

    /** The number of tiles that hold so many pixels. */
    public static int tiles(int pixels) {
        return (pixels + TILE - 1) / TILE;
    }

    /** The least multiple that is not less than a count. */
    public static int roundUp(int count, int multiple) {
        return (count + multiple - 1) / multiple * multiple;
    }

    /** The even lanes of unsigned sums, as ints. */
    public static IntVector even(ShortVector sums) {
        return sums.reinterpretAsInts().and(0xFFFF);
    }

    /** The odd lanes of unsigned sums, as ints. */
    public static IntVector odd(ShortVector sums) {
        return sums.reinterpretAsInts().lanewise(VectorOperators.LSHR, 16);
    }

    /** The even lanes of signed numbers, as ints. */
    public static IntVector evenSigned(ShortVector numbers) {
        return numbers.reinterpretAsInts().lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16);
    }

    /** The odd lanes of signed numbers, as ints. */
    public static IntVector oddSigned(ShortVector numbers) {
        return numbers.reinterpretAsInts().lanewise(VectorOperators.ASHR, 16);
    }

    /** The bytes of a tile of codes, as signed 16-bit numbers: the low byte of each is the code. */
    public static ShortVector codes(byte[] bytes, int at) {
        return (ShortVector) ByteVector.fromArray(BYTES, bytes, at).convertShape(VectorOperators.B2S, SHORTS, 0);
    }

    /** The floats nearest to ints. */
    public static FloatVector toFloat(IntVector ints) {
        return (FloatVector) ints.convert(VectorOperators.I2F, 0);
    }
}
