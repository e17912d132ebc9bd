package org.bitadapt.jobs.command;

/**
 * What a command found or made: a record whose components, in camelCase, are the keys of its JSON object.
 *
 * <p>Paths are strings, and shares are fractions of 1.
 */
public interface Outcome {

    /** The same for people: a few lines or a table, without a final line break. */
    String describe();

    /** The command's exit code once this is printed: 0, or 1 for a result that a script is to stop at. */
    default int exitCode() {
        return 0;
    }
}
