package org.bitadapt.runtime.vector;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;

/** The 32-bit sums of a tile, to which 16-bit sums are added before they could overflow. */
final class WideSums {
    private WideSums() {}

    /** Adds the 16-bit sums to the 32-bit sums, or starts the 32-bit sums with them. */
    static void add(Scratch scratch) {
        boolean started = scratch.spilled();
        scratch.spilled(true);
        int[] ints = scratch.ints;
        int first = scratch.firstOutput * Lanes.TILE;
        int sofar = started ? scratch.accumulators + first : Scratch.ZERO_INTS;
        int step = started ? Lanes.TILE : 0;
        int to = scratch.accumulators + first;
        int end = scratch.sums + scratch.endOutput * Lanes.TILE;
        for (int at = scratch.sums + first; at < end; at += Lanes.TILE, to += Lanes.TILE, sofar += step) {
            ShortVector both = ShortVector.fromArray(Lanes.SHORTS, scratch.shorts, at);
            IntVector even = IntVector.fromArray(Lanes.INTS, ints, sofar).add(Lanes.even(both));
            IntVector odd =
                    IntVector.fromArray(Lanes.INTS, ints, sofar + Lanes.HALF).add(Lanes.odd(both));
            even.intoArray(ints, to);
            odd.intoArray(ints, to + Lanes.HALF);
        }
    }
}
