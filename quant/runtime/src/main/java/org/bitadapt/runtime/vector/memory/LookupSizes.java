package org.bitadapt.runtime.vector.memory;

/**
 * The memory that lookups of a network ask for, see {@link LookupMemory}: of each kind the largest request. A request for
 * more than an array holds fails.
 */
public final class LookupSizes {
    int tiles;
    int sources;
    int tableBytes;
    int codeBytes;
    int columns;
    int windows;
    int sums;
    int calls;
    int planeSums;

    /** Asks for tiles each of whose pixels reads at {@code places} places. */
    public void tiles(int count, int places) {
        tiles = Math.max(tiles, count);
        sources = Math.max(sources, Math.multiplyExact(Math.multiplyExact(count, places), Wide.TILE));
    }

    /** Asks for tables, in bytes. */
    public void tables(int bytes) {
        tableBytes = Math.max(tableBytes, bytes);
    }

    /** Asks for the unpacked codes of a call, in bytes. */
    public void codes(int bytes) {
        codeBytes = Math.max(codeBytes, bytes);
    }

    /** Asks for sums of the columns of an input row, padding included. */
    public void columns(int count) {
        columns = Math.max(columns, count + 1);
    }

    /**
     * Asks for the sums of window rows that are kept.
     *
     * @param rows the number of input rows
     * @param width the number of output columns
     * @param chunks the number of chunks of channels
     */
    public void windows(int rows, int width, int chunks) {
        windows = Math.max(windows, Math.multiplyExact(rows, width));
        sums = Math.max(sums, Math.multiplyExact(rows, chunks));
    }

    /** Asks for the sums of the sign planes so far, of a number of tiles. */
    public void planeSums(int count) {
        planeSums = Math.max(planeSums, Math.multiplyExact(count, LookupMemory.TILE_SUMS));
    }

    /** Asks for calls in which a tile is summed. */
    public void calls(int count) {
        calls = Math.max(calls, count);
    }
}
