package org.bitadapt.runtime.vector;

import org.bitadapt.runtime.engine.Engine;
import org.bitadapt.runtime.engine.PreparedNetwork;
import org.bitadapt.runtime.format.PackedNetwork;

/** The engine on the JDK's Vector API; gives the bits of the reference engine. */
public final class VectorEngine implements Engine {
    private final boolean planar;

    /** Makes an engine with all forms of networks. */
    public VectorEngine() {
        this(false);
    }

    private VectorEngine(boolean planar) {
        this.planar = planar;
    }

    @Override
    public String name() {
        return VectorNetwork.ENGINE;
    }

    /**
     * Prepares a network.
     *
     * @throws IllegalArgumentException if the network's maps, laid out for vectors, are longer than an array can be
     */
    @Override
    public PreparedNetwork prepare(PackedNetwork network) {
        try {
            return planar ? VectorNetwork.planar(network) : VectorNetwork.fastest(network);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "Invalid model for the vector engine: maps or weights of more than 2^31 numbers with their margins"
                            + " (must be fewer; the reference engine runs it)",
                    e);
        }
    }

    @Override
    public Engine planar() {
        return new VectorEngine(true);
    }
}
