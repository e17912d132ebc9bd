package org.bitadapt.runtime.vector.table;

import java.util.stream.Stream;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;

/** Where the columns of a table come from. */
interface TableColumns {
    /** The steps before the columns of an image are read. */
    default Stream<KernelCall> preparation() {
        return Stream.empty();
    }

    /** Builds the tables of a block of a tile. */
    void build(Maps maps, Scratch scratch, int tile, int block);

    /** Builds the tables of a block of a tile that the tile before has not left over. */
    default void buildNew(Maps maps, Scratch scratch, int tile, int block) {
        build(maps, scratch, tile, block);
    }

    /** Gets ready for a tile. */
    default void prepareTile(Maps maps, Scratch scratch, int tile, int block) {}
}
