package org.bitadapt.jobs.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;

/**
 * Runs side by side.
 *
 * @param runs the runs in the order in which they were named
 * @param differences the settings that are not the same in all runs: by key, the values by run
 * @param report the path of the page; null if no page was asked for
 * @param pictures the pictures beside the page
 */
record CompareOutcome(
        List<RunsOutcome.Row> runs,
        SortedMap<String, Map<String, String>> differences,
        String report,
        List<String> pictures)
        implements Outcome {

    @Override
    public String describe() {
        String table = RunsOutcome.table(runs).toString();
        String settings = differences.isEmpty()
                ? "All settings are the same."
                : settingsTable().toString();
        String page = report == null ? "" : "\n\nReport  " + report;
        return (table + "\n\n" + settings + page).replace("\n", System.lineSeparator());
    }

    /** A value for people, in which empty text is made visible. */
    static String shown(String value) {
        return value.isEmpty() ? "(none)" : value;
    }

    private TextTable settingsTable() {
        List<String> header = new ArrayList<>(List.of("setting"));
        runs.forEach(run -> header.add(run.name()));
        TextTable table = new TextTable(header.toArray(String[]::new));
        differences.forEach((key, values) -> {
            List<Object> row = new ArrayList<>(List.of(key));
            runs.forEach(run -> row.add(shown(values.getOrDefault(run.name(), RunsOutcome.NONE))));
            table.row(row.toArray());
        });
        return table;
    }
}
