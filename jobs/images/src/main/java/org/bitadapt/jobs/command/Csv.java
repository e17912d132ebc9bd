package org.bitadapt.jobs.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Tables as CSV, for readers of every kind.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class Csv {

    /** The line break at the end of every line of a table. */
    public static final String END_OF_LINE = "\r\n";

    private Csv() {}

    /**
     * A line of a table, without its line break.
     *
     * @param values null becomes an empty cell; all others are shown by {@code toString}, which for doubles is enough to
     *     read the same double
     */
    public static String line(List<?> values) {
        List<String> cells = new ArrayList<>();
        for (Object value : values) {
            cells.add(cell(value));
        }
        // Readers would take a line without any character for no line.
        return cells.equals(List.of("")) ? "\"\"" : String.join(",", cells);
    }

    /** A cell, in quotes where a reader needs them: a quote inside becomes two quotes, nothing else is changed. */
    private static String cell(Object value) {
        String text = value == null ? "" : value.toString();
        boolean plain = text.chars().noneMatch(unit -> unit == '"' || unit == ',' || unit == '\r' || unit == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
