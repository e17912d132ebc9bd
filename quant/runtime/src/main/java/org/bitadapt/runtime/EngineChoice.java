package org.bitadapt.runtime;

/** Which engine a session runs on; all give the same bits. */
public enum EngineChoice {
    /**
     * The vector engine where the JVM has {@code jdk.incubator.vector}, after the reference engine has run what comes
     * before the vector engine is warm; else the reference engine.
     */
    AUTO,
    /** Plain Java, one thread. */
    REFERENCE,
    /** The JDK's Vector API; refused where the JVM was not started with {@code --add-modules jdk.incubator.vector}. */
    VECTOR,
    /**
     * The same with every network in the form that all processors have, maps in planes. Its times follow the number of
     * channels in small steps, and stay the same in a JVM that runs hundreds of networks: what layers are timed with.
     */
    PLANES
}
