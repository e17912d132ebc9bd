package org.bitadapt.jobs.command;

import java.util.Optional;

/** An error that the user can repair: shown as one line with the remedy, without a stack trace, exit code 2. */
public final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param message a sentence that says what is wrong and where, such as {@code Invalid label: 11 in data_batch_3.bin
     *     (must be 0..9)}
     * @param remedy a sentence that says what to do about the error; empty if the message says that
     */
    public BadInputException(String message, String remedy) {
        this(message, remedy, null);
    }

    /**
     * An error of bad input with its cause; see {@link #BadInputException(String, String)} for the other parameters.
     */
    public BadInputException(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** The sentence that says what to do about the error; empty if the message says that. */
    public Optional<String> remedy() {
        return Optional.of(remedy).filter(text -> !text.isBlank());
    }
}
