package org.bitadapt.jobs.pku;

/** A photograph or mask that cannot be used. */
public final class InvalidImageException extends Exception {

    private static final long serialVersionUID = 1;

    private final String rule;
    private final Part part;

    /** The images of a frame. */
    public enum Part {
        PHOTOGRAPH,
        MASK
    }

    InvalidImageException(String message, String rule) {
        this(message, rule, Part.PHOTOGRAPH);
    }

    private InvalidImageException(String message, String rule, Part part) {
        super(message);
        this.rule = rule;
        this.part = part;
    }

    /** Of a file that a decoder gave up. */
    static InvalidImageException damaged(Exception cause) {
        InvalidImageException exception =
                new InvalidImageException("Damaged image (" + cause.getMessage() + ")", "a JPEG file");
        exception.initCause(cause);
        return exception;
    }

    /** The same of the mask. */
    InvalidImageException inMask() {
        InvalidImageException exception = new InvalidImageException(getMessage(), rule, Part.MASK);
        exception.initCause(this);
        return exception;
    }

    /** Which of the two cannot be used. */
    public Part part() {
        return part;
    }

    /** What would be right. */
    public String rule() {
        return rule;
    }
}
