package org.bitadapt.runtime.engine;

/** Is told when an operation is done, for measuring. */
@FunctionalInterface
public interface OperationListener {
    /** A listener that does nothing. */
    OperationListener NONE = operation -> {};

    /**
     * An operation has finished for one image or for several at once.
     *
     * @param operation the number of the operation
     */
    void finished(int operation);
}
