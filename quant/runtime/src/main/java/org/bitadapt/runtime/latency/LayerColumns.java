package org.bitadapt.runtime.latency;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The columns of a table: first the shape's columns, then the measurement's. */
final class LayerColumns {

    private static final List<String> NAMES = List.of(
            "kind",
            "inputs",
            "outputs",
            "kernel",
            "stride",
            "padding",
            "height",
            "width",
            "weight_bits",
            "input_kind",
            "output_kind",
            "residual_kind",
            "median_us",
            "spread_us",
            "runs",
            "outliers");

    private LayerColumns() {}

    /** The line of column names. */
    static String names() {
        return String.join(",", NAMES);
    }

    /** The columns of a shape. */
    static String text(LayerShape shape) {
        LayerGeometry geometry = shape.geometry();
        return String.join(
                ",",
                geometry.kind().name(),
                String.valueOf(shape.inputs()),
                String.valueOf(shape.outputs()),
                String.valueOf(geometry.kernel()),
                String.valueOf(geometry.stride()),
                String.valueOf(geometry.padding()),
                String.valueOf(geometry.height()),
                String.valueOf(geometry.width()),
                String.valueOf(geometry.weightBits()),
                geometry.input().name(),
                geometry.output().name(),
                geometry.residual().name());
    }

    /** The columns of a shape and its measurement: a whole line. */
    static String text(LatencyRow row) {
        Measurement measured = row.measurement();
        return text(row.shape()) + "," + measured.medianMicros() + "," + measured.spreadMicros() + "," + measured.runs()
                + "," + measured.outliers();
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if the line is not valid; the message does not say where the line is
     */
    static LatencyRow row(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != NAMES.size()) {
            throw new IllegalArgumentException(
                    "Invalid row: " + cells.length + " columns (must be " + NAMES.size() + ": " + names() + ")");
        }
        LayerGeometry geometry = new LayerGeometry(
                constant(LayerKind.class, cells, 0),
                integer(cells, 3),
                integer(cells, 4),
                integer(cells, 5),
                integer(cells, 6),
                integer(cells, 7),
                integer(cells, 8),
                constant(MapKind.class, cells, 9),
                constant(MapKind.class, cells, 10),
                constant(LayerGeometry.Residual.class, cells, 11));
        Measurement measurement =
                new Measurement(number(cells, 12), number(cells, 13), integer(cells, 14), integer(cells, 15));
        return new LatencyRow(new LayerShape(geometry, integer(cells, 1), integer(cells, 2)), measurement);
    }

    private static int integer(String[] cells, int column) {
        try {
            return Integer.parseInt(cells[column]);
        } catch (NumberFormatException e) {
            throw invalid(cells, column, "a whole number", e);
        }
    }

    private static double number(String[] cells, int column) {
        try {
            return Double.parseDouble(cells[column]);
        } catch (NumberFormatException e) {
            throw invalid(cells, column, "a number", e);
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String[] cells, int column) {
        try {
            return Enum.valueOf(type, cells[column].toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw invalid(cells, column, "one of " + Arrays.toString(type.getEnumConstants()), e);
        }
    }

    private static IllegalArgumentException invalid(String[] cells, int column, String rule, Exception cause) {
        return new IllegalArgumentException(
                "Invalid " + NAMES.get(column) + ": " + cells[column] + " (must be " + rule + ")", cause);
    }
}
