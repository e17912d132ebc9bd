package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * A setting that breaks a rule.
 *
 * @param key the key within its section, such as {@code averaging-period}
 * @param value the value that was read
 * @param rule the rule, in words that complete "must be"
 */
record Violation(String key, Serializable value, String rule) implements Serializable {

    @Override
    public String toString() {
        return message(key);
    }

    String message(String path) {
        return "Invalid " + path + ": " + value + " (must be " + rule + ")";
    }
}
