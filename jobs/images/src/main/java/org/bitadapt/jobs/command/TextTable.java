package org.bitadapt.jobs.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table for people: columns as wide as their widest cell, numbers to the right, everything else to the left. */
public final class TextTable {

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with a header line. */
    public TextTable(String... header) {
        this.header = List.of(header);
    }

    /**
     * Adds a row.
     *
     * @param cells the values, one per column; integers are grouped by thousands, other values are shown by {@code
     *     toString}
     * @throws IllegalArgumentException if there are not as many cells as columns
     */
    public TextTable row(Object... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(
                    "Invalid table row: " + Arrays.toString(cells) + " (must have " + header.size() + " cells)");
        }
        rows.add(Arrays.stream(cells).map(TextTable::text).toList());
        return this;
    }

    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(header);
        lines.addAll(rows);
        int[] widths = IntStream.range(0, header.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        boolean[] right = new boolean[header.size()];
        for (int column = 0; column < right.length; column++) {
            right[column] = isNumeric(column);
        }
        return lines.stream()
                .map(line -> format(line, widths, right))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty()
                && rows.stream()
                        .map(row -> row.get(column))
                        .allMatch(cell -> cell.matches("|-|[-+]?[0-9][0-9,.]*( %)?"));
    }

    private static String format(List<String> line, int[] widths, boolean[] right) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - line.get(column).length());
            text.append(column == 0 ? "" : "  ")
                    .append(right[column] ? padding + line.get(column) : line.get(column) + padding);
        }
        return text.toString().stripTrailing();
    }

    private static String text(Object cell) {
        return cell instanceof Integer || cell instanceof Long
                ? String.format(Locale.ROOT, "%,d", ((Number) cell).longValue())
                : String.valueOf(cell);
    }
}
