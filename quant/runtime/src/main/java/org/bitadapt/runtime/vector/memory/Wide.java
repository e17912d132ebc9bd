package org.bitadapt.runtime.vector.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of 512 bits over the channels of one pixel. Some processors permute the bytes of such a vector by the bytes
 * of another, which looks up 32 numbers at once.
 */
public final class Wide {
    /** Vectors of 64 bytes. */
    public static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;
    /** Vectors of 32 numbers of 16 bits. */
    public static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_512;
    /** Vectors of 16 numbers of 32 bits. */
    public static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
    /** Vectors of 16 floats. */
    public static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
    /** Vectors of as many bytes as {@link #SHORTS} has lanes. */
    public static final VectorSpecies<Byte> CODES = ByteVector.SPECIES_256;

    /** The number of channels of a vector of codes. */
    public static final int BLOCK = 32;

    /** The number of even channels of a block. */
    public static final int HALF = BLOCK / 2;
    /**
     * Output pixels that are summed together, a tile. With eight pixels the kernels would be hardly faster, and so large
     * that the compiler would not always keep the sums in registers.
     */
    public static final int TILE = 4;
    /** Outputs that are summed together for a tile. */
    public static final int OUTPUTS = 2 * BLOCK;
    /** The blocks of {@link #OUTPUTS} outputs. */
    public static final int BLOCKS = OUTPUTS / BLOCK;
    /** The number of bytes of a vector. */
    public static final int VECTOR = 64;

    /** The largest index that {@link #bounded} takes: 2<sup>28</sup> - 1. */
    public static final int BOUND = (1 << 28) - 1;

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    /**
     * The processor's feature that permutes bytes across a whole vector; without it the JDK permutes in memory, byte by
     * byte.
     */
    private static final String PERMUTES_BYTES = "avx512vbmi";

    private static final boolean FAST = Lanes.SHORTS.equals(SHORTS) && flags().contains(' ' + PERMUTES_BYTES + ' ');

    private Wide() {}

    /** Whether this processor, as the JDK uses it, permutes the bytes of a whole vector by an instruction. */
    public static boolean isFast() {
        return FAST;
    }

    /** The flags that Linux lists of the first processor; empty on other systems. */
    private static String flags() {
        try {
            return Files.readString(PROCESSORS, StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.startsWith("flags"))
                    .map(line -> line + ' ')
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * An index that is known to be small. The compiler then knows that the sum of a few such indexes does not overflow,
     * and adds them in the address of a load; otherwise each load takes additions and a sign extension of its own.
     *
     * @param index 0 to {@link #BOUND}
     */
    public static int bounded(int index) {
        return index & BOUND;
    }

    /** The codes of 32 channels. */
    public static ShortVector codes(byte[] codes, int at) {
        return ((ShortVector) ByteVector.fromArray(CODES, codes, at).convertShape(VectorOperators.B2S, SHORTS, 0))
                .and((short) 0xFF);
    }
}
