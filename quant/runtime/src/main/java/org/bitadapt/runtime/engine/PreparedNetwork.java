package org.bitadapt.runtime.engine;

/** A network in the form that an engine runs; immutable, shared by threads. */
public interface PreparedNetwork {
    /**
     * The name of the engine that runs the network once the engine is warm.
     *
     * @return the name that {@link Engine#name} gives
     */
    String engineName();

    /**
     * Makes the working memory of an inference.
     *
     * @param threads threads that share a call, the caller's included; at least 1
     * @return an inference for one caller at a time
     */
    Inference open(int threads);
}
