package org.bitadapt.runtime.image;

import java.io.IOException;

/** Thrown for a file that is no undamaged PNG or JPEG, or takes too much memory; the message does not name the file. */
public final class InvalidImageException extends IOException {

    private static final long serialVersionUID = 1;

    InvalidImageException(String message) {
        super(message);
    }

    InvalidImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
