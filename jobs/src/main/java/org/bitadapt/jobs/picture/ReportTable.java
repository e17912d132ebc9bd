package org.bitadapt.jobs.picture;

import java.util.List;

/**
 * A table as text; the first column names its rows.
 *
 * @param columns titles, at least one
 * @param rows cells, as many in each as there are columns
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
