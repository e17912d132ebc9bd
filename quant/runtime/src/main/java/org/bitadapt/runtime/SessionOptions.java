package org.bitadapt.runtime;

/**
 * How a session runs.
 *
 * @param engine the choice of the engine
 * @param threads the number of threads that share a call, the caller's included. They share the images, or the layers
 *     of each image where there are fewer images than threads; the reference engine uses one thread
 */
public record SessionOptions(EngineChoice engine, int threads) {
    /** The best engine that the JVM has, on the caller's thread. */
    public static final SessionOptions DEFAULT = new SessionOptions(EngineChoice.AUTO, 1);

    private static final int MAX_THREADS = 1024;

    /** Checks the threads. */
    public SessionOptions {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException("Invalid threads: " + threads + " (must be 1.." + MAX_THREADS + ")");
        }
    }

    /**
     * These options with another engine.
     *
     * @param choice the choice of the engine
     * @return a changed copy
     */
    public SessionOptions withEngine(EngineChoice choice) {
        return new SessionOptions(choice, threads);
    }

    /**
     * These options without {@link EngineChoice#AUTO}'s start on the reference engine.
     *
     * @return a copy with the engine on which sessions end
     */
    public SessionOptions direct() {
        return withEngine(Engines.direct(engine));
    }

    /**
     * These options with maps in planes, the form that runs on every processor.
     *
     * @return a copy with {@link EngineChoice#PLANES} for {@link EngineChoice#VECTOR}
     */
    public SessionOptions planar() {
        return withEngine(Engines.planar(engine));
    }

    /**
     * These options with another number of threads.
     *
     * @param count threads that share a call
     * @return a changed copy
     */
    public SessionOptions withThreads(int count) {
        return new SessionOptions(engine, count);
    }
}
