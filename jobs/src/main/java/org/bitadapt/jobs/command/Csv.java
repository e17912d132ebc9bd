package org.bitadapt.jobs.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Tables as CSV, for readers of every kind.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class Csv {

    /** Between the lines of a table. */
    public static final String END_OF_LINE = "\r\n";

    private Csv() {}

    /**
     * A line, without its end.
     *
     * @param values null becomes an empty cell; all others are shown by {@code toString}, which for doubles is enough to
     *     read the same double
     */
    public static String line(List<?> values) {
        List<String> cells = new ArrayList<>();
        for (Object value : values) {
            cells.add(cell(value));
        }
        // A line without any character would be taken for no line.
        return cells.equals(List.of("")) ? "\"\"" : String.join(",", cells);
    }

    /** In quotes where a reader needs them: a quote becomes two, nothing else is changed. */
    private static String cell(Object value) {
        String text = value == null ? "" : value.toString();
        boolean plain = text.chars().noneMatch(unit -> unit == '"' || unit == ',' || unit == '\r' || unit == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
