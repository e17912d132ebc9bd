package org.bitadapt.jobs.evaluate;

import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.command.TextTable;
import org.bitadapt.jobs.result.WidthFigures;
import org.bitadapt.jobs.result.WidthsResult;

/**
 * The scores and costs of a network at several bit widths.
 *
 * @param records the number of images that were scored at each width
 * @param split the split that was scored
 * @param engine the engine that scored: packed or graph
 * @param hardware the accelerator whose energy is modelled; null if the network is not known
 * @param bytes the bytes of the packed model with all its widths; null for a training graph
 * @param widths the figures of each width, ascending
 * @param output the folder that keeps the result; null if the result is not kept
 */
record WidthsOutcome(
        long records,
        String split,
        String engine,
        String hardware,
        Long bytes,
        List<WidthFigures> widths,
        String output)
        implements EvaluationOutcome {

    static WidthsOutcome of(WidthsResult result, String engine, String output) {
        return new WidthsOutcome(
                result.records(),
                result.split().folder(),
                engine,
                result.hardware(),
                result.bytes(),
                result.widths(),
                output);
    }

    @Override
    public String describe() {
        TextTable table =
                new TextTable("Width", "Weights", "Maps", "Accuracy", "Balanced", "Time (us)", "Energy (uJ)", "Bytes");
        for (WidthFigures figures : widths) {
            table.row(
                    figures.width(),
                    figures.weights(),
                    figures.maps(),
                    text("%.2f %%", 100 * figures.accuracy()),
                    text("%.2f %%", 100 * figures.balancedAccuracy()),
                    text("%,.1f", figures.latencyMicros()),
                    text("%,.2f", figures.energyMicrojoules()),
                    text("%,d", figures.bytes()));
        }
        StringBuilder text = new StringBuilder(table.toString())
                .append(String.format(
                        Locale.ROOT,
                        "%n%n%,d images of the %s split (%s). Weights and maps in bits.",
                        records,
                        split,
                        engine));
        if (bytes != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nBytes: of a file of that width alone; the model with all its widths has %,d. Time: measured, one image"
                            + " on one thread.",
                    bytes));
        }
        text.append(System.lineSeparator())
                .append(
                        hardware == null
                                ? "Energy: only known of a run, which has the network."
                                : "Energy: modelled on the accelerator " + hardware + ", one image; not measured.");
        return output == null
                ? text.toString()
                : text.append(System.lineSeparator())
                        .append("Kept in ")
                        .append(output)
                        .toString();
    }

    private static String text(String format, Number value) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }
}
