package org.bitadapt.runtime.vector;

import java.util.stream.Stream;

/** Lays out the window of a tile as floats: [ky, kx, channel][even pixels, odd pixels]. */
interface WindowColumns extends Stage {
    /** The steps before the columns of an image are read. */
    default Stream<KernelCall> preparation() {
        return Stream.empty();
    }
}
