package org.bitadapt.jobs.config;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Checks settings and reports all violations at once. */
final class Rules {

    private final List<Violation> violations = new ArrayList<>();

    Rules atLeast(String key, long value, long least) {
        return check(value >= least, key, value, least + " or more");
    }

    Rules within(String key, long value, long least, long most) {
        return check(value >= least && value <= most, key, value, least + ".." + most);
    }

    Rules above(String key, double value, double bound) {
        return check(value > bound && Double.isFinite(value), key, value, "finite and above " + bound);
    }

    Rules atLeast(String key, double value, double least) {
        return check(value >= least && Double.isFinite(value), key, value, "finite and " + least + " or more");
    }

    /** Demands a share of 0 or more and below 1. */
    Rules fraction(String key, double value) {
        return check(value >= 0 && value < 1, key, value, "0 or more and below 1");
    }

    Rules present(String key, String value) {
        return check(!value.isBlank(), key, '"' + value + '"', "not empty");
    }

    Rules check(boolean holds, String key, Serializable value, String rule) {
        if (!holds) {
            violations.add(new Violation(key, value, rule));
        }
        return this;
    }

    /**
     * Ends the checks.
     *
     * @throws InvalidSettingsException if there was a violation
     */
    void enforce() {
        if (!violations.isEmpty()) {
            throw new InvalidSettingsException(violations);
        }
    }
}
