package org.bitadapt.jobs.command;

import java.util.Optional;

/** An error that the user can repair: shown as one line with the remedy, without a stack trace, exit code 2. */
public final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param message what is wrong and where, such as {@code Invalid label: 11 in data_batch_3.bin (must be 0..9)}
     * @param remedy what to do about it, a sentence; empty if the message says it
     */
    public BadInputException(String message, String remedy) {
        this(message, remedy, null);
    }

    /** The same with the error that showed it. */
    public BadInputException(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** What to do about it. */
    public Optional<String> remedy() {
        return Optional.of(remedy).filter(text -> !text.isBlank());
    }
}
