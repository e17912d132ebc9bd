package org.bitadapt.runtime.vector.table;

import org.bitadapt.runtime.vector.kernel.Layer;

/**
 * How the groups of a convolution by tables are cut up.
 *
 * <p>The groups are in the order of the window, [ky][kx][channel]; where the columns of the kernel share tables, they are
 * [ky][channel]. Blocks begin anew with each row of the kernel where rows are summed separately, see {@link
 * TableReaders}. Where columns share tables, a block has more than 64 codes. No sum exceeds the sum of all inputs, so a
 * block's sums fit 16 bits if that does; where it does not fit, sums are taken in parts. Tables may stay for the next
 * tile, see {@link KeptTables}.
 */
final class TableGeometry {
    private final int channelGroups;
    private final int kernelRows;
    /** The number of columns of the kernel that share a table. */
    private final int columns;
    /** The number of groups of a row of the kernel. */
    private final int groupsOfRow;
    /** The number of blocks of a row of the kernel. */
    private final int blocksOfRow;

    private final KeptTables kept;
    /**
     * For each block, whether the 16-bit sums begin again with it, so that they stay below 2^16 if the block's own sums
     * do.
     */
    private final boolean[] starts;

    /**
     * Cuts up a layer.
     *
     * @param layer the layer
     * @param kernelRows the rows of the kernel that are summed separately: the kernel's height, or 1
     * @param shared the columns of the kernel that share tables
     * @param kept the tables that tiles leave to the next tile
     */
    TableGeometry(Layer layer, int kernelRows, SharedColumns shared, KeptTables kept) {
        this.kernelRows = kernelRows;
        this.kept = kept;
        columns = shared.count();
        channelGroups = SumTable.channelGroups(layer);
        groupsOfRow = layer.kernelPixels() / columns * channelGroups / kernelRows;
        blocksOfRow = (groupsOfRow + SumTable.BLOCK - 1) / SumTable.BLOCK;
        starts = starts();
    }

    private boolean[] starts() {
        boolean[] all = new boolean[blocks()];
        int sofar = SumTable.MAX_GROUPS;
        for (int block = 0; block < all.length; block++) {
            int more = columns * groupsOf(block);
            all[block] = sofar + more > SumTable.MAX_GROUPS;
            sofar = all[block] ? more : sofar + more;
        }
        return all;
    }

    /** The number of columns of the kernel that share a table. */
    int columns() {
        return columns;
    }

    /** The tables that tiles leave to the next tile. */
    KeptTables kept() {
        return kept;
    }

    /** The number of groups of the whole kernel. */
    int groups() {
        return kernelRows * groupsOfRow;
    }

    /** The number of blocks of the whole kernel. */
    int blocks() {
        return kernelRows * blocksOfRow;
    }

    /** The number of blocks of a row of the kernel. */
    int blocksOfRow() {
        return blocksOfRow;
    }

    /** The block of a group, which is counted through the whole kernel. */
    int blockOf(int group) {
        return group / groupsOfRow * blocksOfRow + group % groupsOfRow / SumTable.BLOCK;
    }

    /** The number of a group within its block. */
    int inBlock(int group) {
        return group % groupsOfRow % SumTable.BLOCK;
    }

    /** The first group of a block, counted through the whole kernel. */
    int firstGroup(int block) {
        return block / blocksOfRow * groupsOfRow + block % blocksOfRow * SumTable.BLOCK;
    }

    /** The number of groups of a block. */
    int groupsOf(int block) {
        return Math.min(SumTable.BLOCK, groupsOfRow - block % blocksOfRow * SumTable.BLOCK);
    }

    /** Whether the 16-bit sums begin again with a block. */
    boolean starts(int block) {
        return starts[block];
    }

    /** The first group of a block whose table a tile builds, where the tile before has left over what it could. */
    int firstNew() {
        return kept.any() ? kept.firstNew() * channelGroups : 0;
    }

    /** The place, in groups, of the table of a block's group. */
    int tableOf(int group, int rotation) {
        int groupsOfTable = groupsOfRow / kept.rows();
        return kept.any() ? kept.table(rotation, group / groupsOfTable) * groupsOfTable + group % groupsOfTable : group;
    }

    /** The first channel of a group. */
    int channel(int group) {
        return group % channelGroups * SumTable.INPUTS;
    }

    /** The position of the kernel at which a table of a group is built. */
    int position(int group) {
        return position(group, columns / 2);
    }

    /** The position of the kernel in one of the columns that share a group's table. */
    int position(int group, int column) {
        return group / channelGroups * columns + column;
    }
}
