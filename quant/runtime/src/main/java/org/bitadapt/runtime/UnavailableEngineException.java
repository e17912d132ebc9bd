package org.bitadapt.runtime;

/**
 * Thrown when this JVM does not have the engine that was asked for: one line with the remedy, and the cause if there is
 * one.
 */
public final class UnavailableEngineException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnavailableEngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
