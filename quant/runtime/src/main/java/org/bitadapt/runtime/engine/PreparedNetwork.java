package org.bitadapt.runtime.engine;

/** A network in the form that an engine runs; immutable, shared by threads. */
public interface PreparedNetwork {
    /**
     * The name of the engine that runs the network, once it is warm.
     *
     * @return as {@link Engine#name} gives it
     */
    String engineName();

    /**
     * Makes the memory of one inference at a time.
     *
     * @param threads threads that share a call, the caller's included; at least 1
     * @return an inference for one caller at a time
     */
    Inference open(int threads);
}
