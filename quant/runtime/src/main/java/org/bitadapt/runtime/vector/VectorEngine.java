package org.bitadapt.runtime.vector;

import org.bitadapt.runtime.engine.Engine;
import org.bitadapt.runtime.engine.PreparedNetwork;
import org.bitadapt.runtime.format.PackedNetwork;

/** The engine on the JDK's Vector API; gives the bits of the reference engine. */
public final class VectorEngine implements Engine {
    @Override
    public String name() {
        return "vector, " + Lanes.SHORTS.vectorBitSize() + " bits";
    }

    @Override
    public PreparedNetwork prepare(PackedNetwork network) {
        return new VectorNetwork(network);
    }
}
