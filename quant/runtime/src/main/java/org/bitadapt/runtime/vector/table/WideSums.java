package org.bitadapt.runtime.vector.table;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.TileMemory;

/** The 32-bit sums of a tile, to which 16-bit sums are added before they could overflow. */
final class WideSums {
    private WideSums() {}

    /** Adds the 16-bit sums to the 32-bit sums, or starts the 32-bit sums with them. */
    static void add(TileMemory memory) {
        boolean started = memory.spilled();
        memory.spilled(true);
        int[] ints = memory.ints;
        int first = memory.firstOutput() * Lanes.TILE;
        int sofar = started ? memory.accumulators() + first : TileMemory.ZERO_INTS;
        int step = started ? Lanes.TILE : 0;
        int to = memory.accumulators() + first;
        int end = memory.sums() + memory.endOutput() * Lanes.TILE;
        for (int at = memory.sums() + first; at < end; at += Lanes.TILE, to += Lanes.TILE, sofar += step) {
            ShortVector both = ShortVector.fromArray(Lanes.SHORTS, memory.shorts, at);
            IntVector even = IntVector.fromArray(Lanes.INTS, ints, sofar).add(Lanes.even(both));
            IntVector odd =
                    IntVector.fromArray(Lanes.INTS, ints, sofar + Lanes.HALF).add(Lanes.odd(both));
            even.intoArray(ints, to);
            odd.intoArray(ints, to + Lanes.HALF);
        }
    }
}
