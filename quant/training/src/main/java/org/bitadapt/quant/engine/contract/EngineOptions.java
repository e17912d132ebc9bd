package org.bitadapt.quant.engine.contract;

import java.io.Serializable;

/**
 * How an engine computes; no option changes what it computes.
 *
 * @param threads the number of worker threads of the engine, at least 1
 * @param maximumBatch the most images in one call, at least 1; memory grows with it
 * @param kind the implementation
 * @param gradients how precisely gradients are multiplied
 */
public record EngineOptions(int threads, int maximumBatch, Kind kind, Gradients gradients) implements Serializable {

    /** The implementations of {@link TrainingEngine}. */
    public enum Kind {
        /** {@link #ONEDNN} where its native library loads, else {@link #REFERENCE}. */
        AUTO,
        /** Plain Java on one thread, whatever {@code threads} says. */
        REFERENCE,
        /** Products on oneDNN, the rest on the JDK's Vector API. */
        ONEDNN
    }

    /** The precision of backward products; forward products do not depend on it. */
    public enum Gradients {
        /** 32-bit floats throughout. */
        FLOAT32,
        /**
         * Bfloat16 numbers where the processor multiplies them, else 32-bit floats. Gradients in quantized networks are
         * rounded to bfloat16, by at most {@code 2^-9} of themselves, before they are multiplied.
         */
        FAST
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
        if (gradients == null) {
            throw new IllegalArgumentException("Missing precision of gradients");
        }
    }

    /** Options with {@link Gradients#FAST} gradients. */
    public EngineOptions(int threads, int maximumBatch, Kind kind) {
        this(threads, maximumBatch, kind, Gradients.FAST);
    }

    /** Options with the fastest implementation that this machine has. */
    public static EngineOptions automatic(int threads, int maximumBatch) {
        return new EngineOptions(threads, maximumBatch, Kind.AUTO);
    }
}
