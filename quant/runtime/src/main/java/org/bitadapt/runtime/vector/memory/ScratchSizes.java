package org.bitadapt.runtime.vector.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * The scratch memory that the steps of a network ask for: of each kind that steps share the largest, and the planes of
 * single steps. A request for more than an array holds fails, because kernels do not check their indexes.
 */
public final class ScratchSizes {
    int columns;
    int codes;
    int tables;
    int outputChannels;
    int liveTiles = 1;
    /** Elements of the sums of all tiles that are in work at a time. */
    int sums;

    int windowFloats;
    int window;
    int byteTables;
    int pixelSums;
    int wideRows;
    int poolRow;
    int bitWords;
    /** The requests of lookups. */
    public final LookupSizes lookups = new LookupSizes();

    final List<Integer> codePlanes = new ArrayList<>();
    final List<Integer> imagePlanes = new ArrayList<>();
    final List<Integer> floatPlanes = new ArrayList<>();

    /** Asks for short columns of one tile. */
    public void columns(int count) {
        columns = Math.max(columns, Math.multiplyExact(count, Lanes.TILE));
    }

    /** Asks for tables of sums, in shorts. */
    public void tables(int length) {
        tables = Math.max(tables, length);
    }

    /** Asks for table offsets. */
    public void codes(int count) {
        codes = Math.max(codes, count);
    }

    /** Asks for the sums of one tile. */
    public void outputChannels(int count) {
        outputChannels = Math.max(outputChannels, Lanes.roundUp(count, Lanes.OCTET));
        liveTiles(1, count);
    }

    /** Asks for the sums of the tiles that are in work at a time. */
    public void liveTiles(int count, int outputs) {
        liveTiles = Math.max(liveTiles, count);
        int perTile = Math.multiplyExact(Lanes.roundUp(outputs, Lanes.OCTET), Lanes.TILE);
        sums = Math.max(sums, Math.multiplyExact(count, perTile));
    }

    /** Asks for columns of one tile as floats. */
    public void windowFloats(int count) {
        windowFloats = Math.max(windowFloats, Math.multiplyExact(count, Lanes.TILE));
    }

    /** Asks for the sums of the outputs of one pixel. */
    public void pixelSums(int outputs) {
        pixelSums = Math.max(pixelSums, Lanes.roundUp(outputs, Lanes.TILE));
    }

    /** Asks for tables by a byte of weights, of one pixel. */
    public void byteTables(int count) {
        byteTables = Math.max(byteTables, count);
    }

    /** Asks for the window of one pixel as ints. */
    public void window(int count) {
        window = Math.max(window, count);
    }

    /** Asks for codes whose rows are wider than the output's. */
    public void wideRows(int count) {
        wideRows = Math.max(wideRows, count);
    }

    /** Asks for the columns of a row of windows. */
    public void poolRow(int count) {
        poolRow = Math.max(poolRow, count);
    }

    /** Asks for words of a plane of bits. */
    public void bitWords(int count) {
        bitWords = Math.max(bitWords, count);
    }

    /** Asks for planes of codes that no other step writes; returns their number. */
    public int ownCodePlanes(int size) {
        codePlanes.add(size);
        return codePlanes.size() - 1;
    }

    /** Asks for planes of the image that no other step writes; returns their number. */
    public int ownImagePlanes(int size) {
        imagePlanes.add(size);
        return imagePlanes.size() - 1;
    }

    /** Asks for planes of floats that no other step writes; returns their number. */
    public int ownFloatPlanes(int size) {
        floatPlanes.add(size);
        return floatPlanes.size() - 1;
    }
}
