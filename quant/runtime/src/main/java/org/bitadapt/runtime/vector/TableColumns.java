package org.bitadapt.runtime.vector;

import java.util.stream.Stream;

/** Where the columns of a table come from; the stage builds the table of a block of a tile. */
interface TableColumns extends Stage {
    /** The steps before the columns of an image are read. */
    default Stream<KernelCall> preparation() {
        return Stream.empty();
    }

    /** Gets ready for a tile. */
    default void prepareTile(Maps maps, Scratch scratch, int tile, int block) {}
}
