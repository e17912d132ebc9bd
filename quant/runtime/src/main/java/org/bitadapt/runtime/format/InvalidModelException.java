package org.bitadapt.runtime.format;

/**
 * Thrown for a model file that breaks a rule of the format: one line with the value, the rule, the place and the
 * remedy.
 */
public final class InvalidModelException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private static final String REMEDY = "; export the model again or copy the file anew";

    /**
     * Refuses a file.
     *
     * @param problem what is invalid, the rule, and where
     */
    public InvalidModelException(String problem) {
        this(problem, REMEDY, null);
    }

    InvalidModelException(String problem, Throwable cause) {
        this(problem, REMEDY, cause);
    }

    /** Refuses a file of another format version, which another export would not mend. */
    static InvalidModelException ofAnotherVersion(String problem) {
        return new InvalidModelException(problem, "", null);
    }

    /** This refusal with the file's name in front. */
    InvalidModelException in(String file) {
        return new InvalidModelException(file + ": " + getMessage(), "", this);
    }

    private InvalidModelException(String problem, String remedy, Throwable cause) {
        super(problem + remedy, cause);
    }
}
