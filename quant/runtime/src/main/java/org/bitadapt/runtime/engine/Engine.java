package org.bitadapt.runtime.engine;

import org.bitadapt.runtime.format.PackedNetwork;

/** A way to run networks. */
public interface Engine {
    /**
     * What the engine is called in reports.
     *
     * @return a short name with what the engine adapted to, such as {@code vector, 512 bits}
     */
    String name();

    /**
     * Prepares the parts of a network that many inferences can share.
     *
     * @param network a validated network
     * @return an immutable form of the network that threads may share
     */
    PreparedNetwork prepare(PackedNetwork network);

    /**
     * This engine with all maps in planes, without the forms of networks that only some processors run fast.
     *
     * @return an engine of the same name
     */
    default Engine planar() {
        return this;
    }
}
