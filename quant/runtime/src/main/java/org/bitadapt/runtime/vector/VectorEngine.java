package org.bitadapt.runtime.vector;

import org.bitadapt.runtime.engine.Engine;
import org.bitadapt.runtime.engine.PreparedNetwork;
import org.bitadapt.runtime.format.PackedNetwork;

/** The engine on the JDK's Vector API; gives the bits of the reference engine. */
public final class VectorEngine implements Engine {
    private final boolean usual;

    /** With all forms of networks. */
    public VectorEngine() {
        this(false);
    }

    private VectorEngine(boolean usual) {
        this.usual = usual;
    }

    @Override
    public String name() {
        return "vector, " + Lanes.SHORTS.vectorBitSize() + " bits";
    }

    @Override
    public PreparedNetwork prepare(PackedNetwork network) {
        return usual ? new VectorNetwork(network, false, false) : new VectorNetwork(network);
    }

    @Override
    public Engine usual() {
        return new VectorEngine(true);
    }
}
