package org.bitadapt.jobs.benchmark;

import org.bitadapt.jobs.command.BadInputException;

/** Rules of options that benchmarks share. */
final class OptionRules {

    private OptionRules() {}

    /**
     * Refuses a count below 1.
     *
     * @param option the name of the option, such as {@code --batch}
     * @throws BadInputException if the value is below 1
     */
    static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new BadInputException("Invalid " + option + ": " + value + " (must be 1 or more)", "");
        }
    }
}
