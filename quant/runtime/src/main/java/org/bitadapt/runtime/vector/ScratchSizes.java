package org.bitadapt.runtime.vector;

import java.util.ArrayList;
import java.util.List;

/** The scratch memory that the steps of a network ask for: the largest of each kind that they share, and their own. */
final class ScratchSizes {
    int columns;
    int codes;
    int outputChannels;
    int liveTiles = 1;
    /** Elements of the sums of all tiles that are in work at a time. */
    int sums;

    int windowFloats;
    int window;
    int wideRows;
    int poolRow;
    int bitWords;
    final List<Integer> codePlanes = new ArrayList<>();
    final List<Integer> imagePlanes = new ArrayList<>();

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
        liveTiles(1, count);
    }

    /** Sums of the tiles that are in work at a time. */
    void liveTiles(int count, int outputs) {
        liveTiles = Math.max(liveTiles, count);
        int perTile = Math.multiplyExact(Lanes.roundUp(outputs, SignTable.OCTET), Lanes.TILE);
        sums = Math.max(sums, Math.multiplyExact(count, perTile));
    }

    /** Columns of one tile as floats. */
    void windowFloats(int count) {
        windowFloats = Math.max(windowFloats, count * Lanes.TILE);
    }

    /** The window of one pixel as ints. */
    void window(int count) {
        window = Math.max(window, count);
    }

    /** Codes with rows that are wider than the output's. */
    void wideRows(int count) {
        wideRows = Math.max(wideRows, count);
    }

    /** The columns of a row of windows. */
    void poolRow(int count) {
        poolRow = Math.max(poolRow, count);
    }

    /** Words of a plane of bits. */
    void bitWords(int count) {
        bitWords = Math.max(bitWords, count);
    }

    /** Planes of codes that no other step writes; returns their number. */
    int ownCodePlanes(int size) {
        codePlanes.add(size);
        return codePlanes.size() - 1;
    }

    /** Planes of the image that no other step writes; returns their number. */
    int ownImagePlanes(int size) {
        imagePlanes.add(size);
        return imagePlanes.size() - 1;
    }
}
