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

    /**
     * Makes the working memory of an inference that never runs at the same time as another, with which it may share
     * feature maps.
     *
     * @param threads threads that share a call, the caller's included; at least 1
     * @param other an inference of the same model at another width, by any engine
     * @return an inference for the caller of the other
     */
    default Inference open(int threads, Inference other) {
        return open(threads);
    }
}
