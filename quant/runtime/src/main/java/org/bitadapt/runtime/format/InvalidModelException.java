package org.bitadapt.runtime.format;

/** A model file that breaks a rule of the format: one line with the value, the rule, the place and the remedy. */
public final class InvalidModelException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private static final String REMEDY = "; export the model again or copy the file anew";

    /**
     * Refuses a file.
     *
     * @param problem what is invalid, the rule, and where
     */
    public InvalidModelException(String problem) {
        super(problem + REMEDY);
    }

    InvalidModelException(String problem, Throwable cause) {
        super(problem + REMEDY, cause);
    }

    /** The same refusal with the file's name in front. */
    InvalidModelException in(String file) {
        return new InvalidModelException(file, this);
    }

    private InvalidModelException(String file, InvalidModelException cause) {
        super(file + ": " + cause.getMessage(), cause);
    }
}
