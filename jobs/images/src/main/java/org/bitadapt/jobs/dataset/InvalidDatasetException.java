package org.bitadapt.jobs.dataset;

/** A data set that is missing, damaged or of another version; the message is one line that says where and the remedy. */
public final class InvalidDatasetException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    InvalidDatasetException(String message) {
        super(message);
    }

    InvalidDatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
