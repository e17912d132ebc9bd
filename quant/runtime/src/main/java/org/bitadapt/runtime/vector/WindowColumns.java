package org.bitadapt.runtime.vector;

/** Lays out the window of a tile as floats: [ky, kx, channel][even pixels, odd pixels]. */
interface WindowColumns extends Stage {
    /** Gets ready for an image. */
    default void prepareImage(Maps maps, Scratch scratch) {}
}
