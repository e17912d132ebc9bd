package org.bitadapt.jobs.command;

/**
 * The result of a command, what it found or made: a record whose components, in camelCase, are the keys of its JSON
 * object.
 *
 * <p>Paths are strings, and shares are fractions of 1.
 */
public interface Outcome {

    /** The result for people: a few lines or a table, without a final line break. */
    String describe();

    /** The command's exit code once the result is printed: 0, or 1 for a result that a script is to stop at. */
    default int exitCode() {
        return 0;
    }
}
