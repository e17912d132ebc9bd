package org.bitadapt.runtime;

/** Which engine a session runs on; all engines give the same bits. */
public enum EngineChoice {
    /**
     * The vector engine where the JVM has {@code jdk.incubator.vector}, else the reference engine. The reference engine
     * also runs the images that come before the vector engine is warm.
     */
    AUTO,
    /** Plain Java, one thread. */
    REFERENCE,
    /** The JDK's Vector API; refused where the JVM was not started with {@code --add-modules jdk.incubator.vector}. */
    VECTOR,
    /**
     * The vector engine with every network in the form that all processors have, maps in planes. Layers are timed with
     * this engine: its times follow the number of channels in small steps, and stay the same in a JVM that runs
     * hundreds of networks.
     */
    PLANES
}
