package org.bitadapt.runtime.vector;

import org.bitadapt.runtime.engine.Engine;
import org.bitadapt.runtime.engine.PreparedNetwork;
import org.bitadapt.runtime.format.PackedNetwork;

/** The engine on the JDK's Vector API; gives the bits of the reference engine. */
public final class VectorEngine implements Engine {
    private final boolean planar;

    /** With all forms of networks. */
    public VectorEngine() {
        this(false);
    }

    private VectorEngine(boolean planar) {
        this.planar = planar;
    }

    @Override
    public String name() {
        return "vector, " + Lanes.SHORTS.vectorBitSize() + " bits";
    }

    @Override
    public PreparedNetwork prepare(PackedNetwork network) {
        return planar ? VectorNetwork.planar(network) : VectorNetwork.fastest(network);
    }

    @Override
    public Engine planar() {
        return new VectorEngine(true);
    }
}
