package org.bitadapt.runtime.vector;

/** The largest sizes that any step asks for. */
final class ScratchSizes {
    int columns;
    int codes;
    int outputChannels;
    int windowFloats;
    int windowInts;

    /** Short columns of one tile. */
    void columns(int count) {
        columns = Math.max(columns, count * Lanes.TILE);
    }

    /** Table offsets. */
    void codes(int count) {
        codes = Math.max(codes, count);
    }

    /** Sums of one tile or of one pixel. */
    void outputChannels(int count) {
        outputChannels = Math.max(outputChannels, Lanes.roundUp(count, SignTable.OCTET));
    }

    /** Columns of one tile as floats. */
    void windowFloats(int count) {
        windowFloats = Math.max(windowFloats, count);
    }

    /** The window of one pixel as ints. */
    void windowInts(int count) {
        windowInts = Math.max(windowInts, count);
    }
}
