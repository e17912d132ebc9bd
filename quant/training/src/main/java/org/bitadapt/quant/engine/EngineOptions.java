package org.bitadapt.quant.engine;

import java.io.Serializable;

/**
 * How an engine computes; never what.
 *
 * @param threads worker threads of the engine, at least 1
 * @param maximumBatch the most images in one call, at least 1; memory grows with it
 * @param kind which implementation
 */
public record EngineOptions(int threads, int maximumBatch, Kind kind) implements Serializable {

    /** The implementations of {@link TrainingEngine}. */
    public enum Kind {
        /** {@link #ONEDNN} where its native library loads, else {@link #REFERENCE}. */
        AUTO,
        /** Plain Java on one thread, whatever {@code threads} says. */
        REFERENCE,
        /** Products on oneDNN, the rest on the JDK's Vector API. */
        ONEDNN
    }

    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("Invalid threads: " + threads + " (must be at least 1)");
        }
        if (maximumBatch < 1) {
            throw new IllegalArgumentException("Invalid maximum batch: " + maximumBatch + " (must be at least 1)");
        }
        if (kind == null) {
            throw new IllegalArgumentException("Missing engine kind");
        }
    }

    /** The fastest implementation there is. */
    public static EngineOptions automatic(int threads, int maximumBatch) {
        return new EngineOptions(threads, maximumBatch, Kind.AUTO);
    }
}
