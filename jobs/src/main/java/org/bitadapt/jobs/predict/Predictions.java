package org.bitadapt.jobs.predict;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;

/**
 * What a prediction wrote.
 *
 * @param records images
 * @param leftOut files that were found and are no images, by reason
 * @param engine packed or graph
 * @param output the table's folder
 */
record Predictions(long records, Map<String, Long> leftOut, String engine, String output) implements Outcome {

    @Override
    public String describe() {
        String line = String.format(Locale.ROOT, "%,d predictions (%s) in %s", records, engine, output);
        if (leftOut.isEmpty()) {
            return line;
        }
        long found =
                records + leftOut.values().stream().mapToLong(Long::longValue).sum();
        TextTable table = new TextTable("files", "count").row("found", found).row("read", records);
        new TreeMap<>(leftOut).forEach((reason, count) -> table.row("left out: " + reason, count));
        return table + System.lineSeparator() + line;
    }
}
