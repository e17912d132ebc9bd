package org.bitadapt.jobs.pku;

/** The error of a photograph or mask that cannot be used. */
public final class InvalidPhotographException extends Exception {

    private static final long serialVersionUID = 1;

    private final String rule;
    private final Part part;

    /** The images of a frame. */
    public enum Part {
        PHOTOGRAPH,
        MASK
    }

    InvalidPhotographException(String message, String rule) {
        this(message, rule, Part.PHOTOGRAPH);
    }

    private InvalidPhotographException(String message, String rule, Part part) {
        super(message);
        this.rule = rule;
        this.part = part;
    }

    /** The error of a file that a decoder gave up. */
    static InvalidPhotographException damaged(Exception cause) {
        InvalidPhotographException exception =
                new InvalidPhotographException("Damaged image (" + cause.getMessage() + ")", "a JPEG file");
        exception.initCause(cause);
        return exception;
    }

    /** The same error, known to be in the mask. */
    InvalidPhotographException inMask() {
        InvalidPhotographException exception = new InvalidPhotographException(getMessage(), rule, Part.MASK);
        exception.initCause(this);
        return exception;
    }

    /** The image that cannot be used: photograph or mask. */
    public Part part() {
        return part;
    }

    /** The rule that the image breaks. */
    public String rule() {
        return rule;
    }
}
