package org.bitadapt.jobs.picture;

import java.util.List;

/**
 * A table of texts; the first column names the rows.
 *
 * @param columns the titles of the columns, at least one
 * @param rows the cells of the rows; a row has as many as there are columns
 */
public record ReportTable(List<String> columns, List<List<String>> rows) {

    public ReportTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "Invalid table row: " + row + " (must be " + columns.size() + " cells)");
            }
        }
    }
}
