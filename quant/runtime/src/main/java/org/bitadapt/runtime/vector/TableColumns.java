package org.bitadapt.runtime.vector;

/** Where the columns of a table come from. */
interface TableColumns {
    /** Raises the sizes of the scratch memory to what this needs. */
    default void reserve(ScratchSizes sizes) {}

    /** Gets ready for a tile. */
    default void prepare(Maps maps, int tile, Scratch scratch) {}

    /** Builds the table of one block of groups of a tile. */
    void build(Maps maps, int tile, int firstGroup, int groups, Scratch scratch);
}
