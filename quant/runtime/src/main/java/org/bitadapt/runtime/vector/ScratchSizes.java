package org.bitadapt.runtime.vector;

import java.util.ArrayList;
import java.util.List;

/**
 * The scratch memory that the steps of a network ask for: of each kind that steps share the largest, and the planes of
 * single steps. A request for more than an array holds fails, because kernels do not check their indexes.
 */
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
    final Lookups lookups = new Lookups();
    final List<Integer> codePlanes = new ArrayList<>();
    final List<Integer> imagePlanes = new ArrayList<>();
    final List<Integer> floatPlanes = new ArrayList<>();

    /** Asks for short columns of one tile. */
    void columns(int count) {
        columns = Math.max(columns, Math.multiplyExact(count, Lanes.TILE));
    }

    /** Asks for table offsets. */
    void codes(int count) {
        codes = Math.max(codes, count);
    }

    /** Asks for the sums of one tile or of one pixel. */
    void outputChannels(int count) {
        outputChannels = Math.max(outputChannels, Lanes.roundUp(count, SignTable.OCTET));
        liveTiles(1, count);
    }

    /** Asks for the sums of the tiles that are in work at a time. */
    void liveTiles(int count, int outputs) {
        liveTiles = Math.max(liveTiles, count);
        int perTile = Math.multiplyExact(Lanes.roundUp(outputs, SignTable.OCTET), Lanes.TILE);
        sums = Math.max(sums, Math.multiplyExact(count, perTile));
    }

    /** Asks for columns of one tile as floats. */
    void windowFloats(int count) {
        windowFloats = Math.max(windowFloats, Math.multiplyExact(count, Lanes.TILE));
    }

    /** Asks for the window of one pixel as ints. */
    void window(int count) {
        window = Math.max(window, count);
    }

    /** Asks for codes whose rows are wider than the output's. */
    void wideRows(int count) {
        wideRows = Math.max(wideRows, count);
    }

    /** Asks for the columns of a row of windows. */
    void poolRow(int count) {
        poolRow = Math.max(poolRow, count);
    }

    /** Asks for words of a plane of bits. */
    void bitWords(int count) {
        bitWords = Math.max(bitWords, count);
    }

    /** Asks for planes of codes that no other step writes; returns their number. */
    int ownCodePlanes(int size) {
        codePlanes.add(size);
        return codePlanes.size() - 1;
    }

    /** Asks for planes of the image that no other step writes; returns their number. */
    int ownImagePlanes(int size) {
        imagePlanes.add(size);
        return imagePlanes.size() - 1;
    }

    /** Asks for planes of floats that no other step writes; returns their number. */
    int ownFloatPlanes(int size) {
        floatPlanes.add(size);
        return floatPlanes.size() - 1;
    }

    /** The sizes of the memory that lookups share, see {@link LookupMemory}. */
    static final class Lookups {
        int tiles;
        int sources;
        int ringBytes;
        int indexBytes;
        int columns;
        int windows;
        int ringChunks;
        int calls;

        void take(LookupGeometry geometry) {
            int kernelHeight = geometry.layer.convolution().kernelHeight();
            takeTiles(geometry.tiles(), kernelHeight);
            ringBytes = Math.max(ringBytes, geometry.ringBytes());
            indexBytes = Math.max(indexBytes, LookupCodes.unpackedBytes(geometry));
            columns = Math.max(columns, geometry.columns);
            windows = Math.max(
                    windows,
                    Math.multiplyExact(geometry.ringRows, geometry.layer.out().width()));
            ringChunks = Math.max(ringChunks, Math.multiplyExact(geometry.ringRows, geometry.chunks));
            calls = Math.max(calls, geometry.calls());
        }

        /** Asks for tables without a ring. */
        void takeTables(int bytes) {
            takeTiles(1, 1);
            ringBytes = Math.max(ringBytes, bytes);
        }

        /** Asks for tiles each of whose pixels reads at {@code places} places. */
        void takeTiles(int count, int places) {
            tiles = Math.max(tiles, count);
            sources = Math.max(sources, Math.multiplyExact(Math.multiplyExact(count, places), LookupGeometry.TILE));
        }
    }
}
