package org.bitadapt.runtime.vector;

/** Where the columns of a table come from; the stage builds the table of a block of a tile. */
interface TableColumns extends Stage {
    /** Gets ready for an image. */
    default void prepareImage(Maps maps, Scratch scratch) {}

    /** Gets ready for a tile. */
    default void prepareTile(Maps maps, Scratch scratch, int tile, int block) {}
}
