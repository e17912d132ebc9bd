package org.bitadapt.runtime.engine;

import org.bitadapt.runtime.format.PackedNetwork;

/**
 * The plain engine: every sum is written out as the format's text says. It runs on every JVM and is what the other
 * engines are tested against.
 */
public final class ReferenceEngine implements Engine {
    @Override
    public String name() {
        return "reference, plain Java";
    }

    @Override
    public PreparedNetwork prepare(PackedNetwork network) {
        return threads -> new ReferenceInference(network);
    }
}
