package org.bitadapt.jobs.command;

import java.util.Locale;

/** Facts as a user reads them: a line each, the name before the value. */
public final class FactLines {

    private final StringBuilder text = new StringBuilder();

    /** Adds a fact. */
    public FactLines add(String name, String value) {
        text.append(String.format(Locale.ROOT, "%-20s %s%n", name, value));
        return this;
    }

    /** A share of 0 to 1 in percent; "not measured" if it is null. */
    public static String percent(Double share) {
        return share == null ? "not measured" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    @Override
    public String toString() {
        return text.toString().stripTrailing();
    }
}
