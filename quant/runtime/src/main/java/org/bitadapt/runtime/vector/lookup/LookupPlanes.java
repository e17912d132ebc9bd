package org.bitadapt.runtime.vector.lookup;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.bitadapt.runtime.vector.memory.LookupMemory;
import org.bitadapt.runtime.vector.memory.Wide;

/**
 * Combines the sums of a layer's sign planes, one plane after the other, from the most significant on: {@code S = 2 S +
 * plus_k}. The output {@code 2 S - (2^e - 1) total} is then made as that of 1-bit weights, with {@code S} in the place of
 * {@code plus} and all totals multiplied by {@code 2^e - 1}.
 */
final class LookupPlanes {
    private LookupPlanes() {}

    /** Adds a plane's sums of a tile to twice the sums of the planes before, which begin as zeros. */
    static void fold(int tile, LookupMemory memory) {
        int from = tile * LookupMemory.TILE_SUMS;
        int step = memory.spilled[tile] ? Wide.BLOCK : 0;
        int sofar = memory.spilled[tile] ? memory.wide + from : memory.zeroInts;
        fold(memory.shorts, memory.narrow + from, memory.ints, sofar, step, memory.planeSums, from);
    }

    private static void fold(short[] sums, int from, int[] ints, int sofar, int step, int[] planes, int to) {
        for (int i = 0; i < LookupMemory.TILE_SUMS; i += Wide.BLOCK, sofar += step) {
            IntVector both = ShortVector.fromArray(Wide.SHORTS, sums, from + i).reinterpretAsInts();
            IntVector even = IntVector.fromArray(Wide.INTS, planes, to + i);
            IntVector odd = IntVector.fromArray(Wide.INTS, planes, to + i + Wide.HALF);
            even.add(even)
                    .add(both.and(0xFFFF))
                    .add(IntVector.fromArray(Wide.INTS, ints, sofar))
                    .intoArray(planes, to + i);
            odd.add(odd)
                    .add(both.lanewise(VectorOperators.LSHR, Short.SIZE))
                    .add(IntVector.fromArray(Wide.INTS, ints, sofar + Wide.HALF))
                    .intoArray(planes, to + i + Wide.HALF);
        }
    }

    /** Adds twice the sums of the planes before to a tile's 32-bit sums of the last plane, or starts these with them. */
    static void finish(int tile, LookupMemory memory) {
        int from = tile * LookupMemory.TILE_SUMS;
        int step = memory.spilled[tile] ? Wide.HALF : 0;
        int sofar = memory.spilled[tile] ? memory.wide + from : memory.zeroInts;
        finish(memory.planeSums, from, memory.ints, sofar, step, memory.wide + from);
        memory.spilled[tile] = true;
    }

    private static void finish(int[] planes, int from, int[] ints, int sofar, int step, int to) {
        for (int i = 0; i < LookupMemory.TILE_SUMS; i += Wide.HALF, sofar += step) {
            IntVector sum = IntVector.fromArray(Wide.INTS, planes, from + i);
            sum.add(sum).add(IntVector.fromArray(Wide.INTS, ints, sofar)).intoArray(ints, to + i);
        }
    }
}
