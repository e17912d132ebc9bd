package org.bitadapt.runtime.engine;

import org.bitadapt.runtime.format.PackedNetwork;

/**
 * The plain engine: every sum is written out as the format's text says. It runs on every JVM, and the other engines are
 * tested against it.
 */
public final class ReferenceEngine implements Engine {
    private static final String NAME = "reference, plain Java";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public PreparedNetwork prepare(PackedNetwork network) {
        return new Prepared(network);
    }

    private record Prepared(PackedNetwork network) implements PreparedNetwork {
        @Override
        public String engineName() {
            return NAME;
        }

        @Override
        public Inference open(int threads) {
            return new ReferenceInference(network);
        }

        @Override
        public Inference open(int threads, Inference other) {
            return other instanceof ReferenceInference sibling
                    ? new ReferenceInference(network, sibling)
                    : open(threads);
        }
    }
}
