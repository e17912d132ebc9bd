package org.bitadapt.jobs.predict;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;

/**
 * The table that a prediction wrote.
 *
 * @param records the number of images that have a class
 * @param leftOut the numbers of files that were found and have no class, by reason
 * @param engine the engine that scored: packed or graph
 * @param output the table's folder
 * @param width the bit width at which the model predicted; null for a model of one width without options
 * @param images all images if they are few; empty otherwise
 */
record PredictOutcome(
        long records,
        Map<String, Long> leftOut,
        String engine,
        String output,
        ChosenWidth width,
        List<PredictedImage> images)
        implements Outcome {

    /** The outcome with the width of the model. */
    PredictOutcome at(ChosenWidth chosen) {
        return new PredictOutcome(records, leftOut, engine, output, chosen, images);
    }

    @Override
    public String describe() {
        String how = width == null ? engine : engine + ", " + width.width();
        String line = String.format(Locale.ROOT, "%,d predictions (%s) in %s", records, how, output);
        if (leftOut.isEmpty()) {
            return shown() + line;
        }
        long found =
                records + leftOut.values().stream().mapToLong(Long::longValue).sum();
        TextTable table = new TextTable("files", "count").row("found", found).row("read", records);
        new TreeMap<>(leftOut).forEach((reason, count) -> table.row("left out: " + reason, count));
        return shown() + table + System.lineSeparator() + line;
    }

    /** The images as text, if they are few, and an empty line. */
    private String shown() {
        if (images.isEmpty()) {
            return "";
        }
        TextTable table = new TextTable("image", "class", "probability");
        for (PredictedImage image : images) {
            if (image.reason() == null) {
                table.row(image.id(), image.predicted(), String.format(Locale.ROOT, "%.4f", image.probability()));
            } else {
                table.row(image.id(), "not read: " + image.reason(), "");
            }
        }
        return table + System.lineSeparator().repeat(2);
    }
}
