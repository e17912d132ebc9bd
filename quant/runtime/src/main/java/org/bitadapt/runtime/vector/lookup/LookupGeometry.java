package org.bitadapt.runtime.vector.lookup;

import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.Wide;

/**
 * How a convolution by lookups is cut up.
 *
 * <p>The channels of a pixel are taken in groups of {@value #GROUP_INPUTS}, and the groups in chunks of equal length,
 * so short that the sums of a row of the kernel over a chunk fit 16 bits. Output pixels are taken in strips of whole
 * rows, and the pixels of a strip in tiles of {@value Wide#TILE}, for which the sums of {@value Wide#OUTPUTS} outputs stay in
 * registers.
 */
final class LookupGeometry {
    /** Inputs of a group, whose sums of subsets are as many 16-bit numbers as a vector of 512 bits holds. */
    static final int GROUP_INPUTS = 5;
    /** The most groups whose sums fit 16 bits. */
    static final int MAX_STEPS = 0xFFFF / (GROUP_INPUTS * 255);
    /** The time of summing a tile for a call, where unpacking the call's codes takes {@link #UNPACK_COST}. */
    private static final int TILE_COST = 3;

    private static final int UNPACK_COST = 2;
    /** The most bytes of tables of a strip of more than one row, which stay in the second-level cache. */
    private static final int MAX_RING_BYTES = 512 << 10;

    /** The most tables of a strip of one row: 32 MiB, give or take a group. */
    private static final long MAX_TABLES = 1 << 19;

    final Layer layer;
    /** Groups of a chunk. */
    final int groups;

    final int chunks;
    /** Pairs of blocks of outputs. */
    final int pairs;
    /** Output rows of a strip; the last strip may have fewer. */
    final int rows;
    /** Input rows whose tables are kept: all rows that a strip reads. */
    final int ringRows;
    /** Columns of a row of tables, padding included. */
    final int columns;

    LookupGeometry(Layer layer) {
        this.layer = layer;
        int all = groupsOf(layer.in().channels());
        int most = MAX_STEPS / layer.convolution().kernelWidth();
        chunks = (all + most - 1) / most;
        groups = (all + chunks - 1) / chunks;
        pairs = Lanes.roundUp(layer.out().channels(), Wide.OUTPUTS) / Wide.OUTPUTS;
        columns = layer.in().width() + 2 * layer.convolution().padding();
        rows = rows();
        ringRows = ringRows(rows);
    }

    /** Whether a layer can be computed by lookups in bounded memory, with indexes that {@link Wide#bounded} takes. */
    static boolean suits(Layer layer) {
        long width = layer.in().width() + 2L * layer.convolution().padding();
        long rows = layer.convolution().kernelHeight() + 1L;
        long codes = (long) layer.in().pixels() * Lanes.roundUp(layer.in().channels(), Wide.BLOCK);
        return layer.convolution().kernelWidth() <= MAX_STEPS
                && codes < Wide.BOUND
                && rows * width * layer.in().channels() <= MAX_TABLES * GROUP_INPUTS;
    }

    static int groupsOf(int channels) {
        return (channels + GROUP_INPUTS - 1) / GROUP_INPUTS;
    }

    /** The rows of a strip: as many as fill tiles, and enough that codes are unpacked for many pixels. */
    private int rows() {
        int best = 1;
        for (int count = 2; count <= layer.out().height() && ringBytes(count) <= MAX_RING_BYTES; count++) {
            if (cost(count) < cost(best)) {
                best = count;
            }
        }
        return best;
    }

    private long cost(int count) {
        int height = layer.out().height();
        int width = layer.out().width();
        long wholeStrips = height / count;
        int rest = height % count;
        long tiles = wholeStrips * tilesTo(count * width) + tilesTo(rest * width);
        long strips = wholeStrips + (rest > 0 ? 1 : 0);
        return TILE_COST * tiles + UNPACK_COST * strips;
    }

    private static int tilesTo(int pixels) {
        return (pixels + Wide.TILE - 1) / Wide.TILE;
    }

    int strips() {
        return (layer.out().height() + rows - 1) / rows;
    }

    /** The number of output pixels of a strip. */
    int pixels(int strip) {
        return Math.min(rows, layer.out().height() - strip * rows) * layer.out().width();
    }

    int tiles(int strip) {
        return tilesTo(pixels(strip));
    }

    /** The number of tiles of a whole strip. */
    int tiles() {
        return tilesTo(rows * layer.out().width());
    }

    /** The number of calls in which a tile is summed: one for each row of the kernel and chunk. */
    int calls() {
        return chunks * layer.convolution().kernelHeight();
    }

    /** The number of tables that a call reads for a pixel, one after the other. */
    int steps() {
        return layer.convolution().kernelWidth() * groups;
    }

    int pixelBytes() {
        return groups * Wide.VECTOR;
    }

    int chunkBytes() {
        return columns * pixelBytes();
    }

    private int ringRows(int count) {
        return (count - 1) * layer.convolution().stride() + layer.convolution().kernelHeight();
    }

    /** Bytes of the ring and a row of zeros. */
    int ringBytes() {
        return Math.toIntExact(ringBytes(rows));
    }

    private long ringBytes(int count) {
        return (long) (ringRows(count) + 1) * chunks * chunkBytes();
    }

    /** Where the tables of an input row begin in the ring. */
    int rowAt(int row) {
        return ringRow(row) * rowBytes();
    }

    /** The number of an input row in the ring. */
    int ringRow(int row) {
        return row % ringRows;
    }

    /** Where the row of zeros begins, behind the ring. */
    int zerosAt() {
        return ringRows * rowBytes();
    }

    int rowBytes() {
        return chunks * chunkBytes();
    }
}
