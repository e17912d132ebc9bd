package org.bitadapt.jobs.command;

import java.util.List;

/**
 * A table of typed columns, for CSV files, Parquet files and data frames.
 *
 * @param name the name of the table's files, without an ending
 * @param columns the columns, from left to right
 * @param rows the rows from top to bottom; a row has a value for each column, of the column's {@link Kind}, or null
 */
public record FlatTable(String name, List<Column> columns, List<List<Object>> rows) {

    /** What the values of a column are. */
    public enum Kind {
        /** {@link Integer}. */
        INTEGER,
        /** {@link Long}. */
        LONG,
        /** {@link Double}. */
        DOUBLE,
        /** {@link Boolean}. */
        BOOLEAN,
        /** {@link String}. */
        TEXT,
        /** A map of {@link String} to {@link Double}. */
        DOUBLES_BY_TEXT
    }

    /**
     * A column.
     *
     * @param name the name of the column
     * @param kind what its values are
     * @param nullable whether a value may be null
     */
    public record Column(String name, Kind kind, boolean nullable) {

        /** A column in which a value may be null. */
        public static Column of(String name, Kind kind) {
            return new Column(name, kind, true);
        }

        /** A column without nulls. */
        public static Column required(String name, Kind kind) {
            return new Column(name, kind, false);
        }
    }

    public FlatTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("Invalid row of " + row.size() + " values (must be " + columns.size()
                        + " as there are columns)");
            }
        }
    }

    /** The table as CSV with a line of names; a null becomes an empty cell. */
    public String csv() {
        StringBuilder text = new StringBuilder();
        append(columns.stream().map(Column::name).toList(), text);
        rows.forEach(row -> append(row, text));
        return text.toString();
    }

    private static void append(List<?> values, StringBuilder text) {
        text.append(Csv.line(values)).append(Csv.END_OF_LINE);
    }
}
