package org.bitadapt.runtime.engine;

/** Is told when an operation is done, for measuring. */
@FunctionalInterface
public interface OperationListener {
    /** Does nothing. */
    OperationListener NONE = operation -> {};

    /**
     * An operation has finished for one image or for several at once.
     *
     * @param operation its number
     */
    void finished(int operation);
}
