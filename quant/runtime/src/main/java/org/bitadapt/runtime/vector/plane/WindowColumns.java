package org.bitadapt.runtime.vector.plane;

import java.util.stream.Stream;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Stage;

/** Lays out the window of a tile as floats: [ky, kx, channel][even pixels, odd pixels]. */
interface WindowColumns extends Stage {
    /** The steps before the columns of an image are read. */
    default Stream<KernelCall> preparation() {
        return Stream.empty();
    }
}
