package org.bitadapt.jobs.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.config.SettingsDifferences;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.picture.ComparedRun;
import org.bitadapt.jobs.picture.ReportTable;
import org.bitadapt.jobs.report.ComparisonReport;
import org.bitadapt.jobs.report.ReportSink;
import org.bitadapt.jobs.report.ReportWriter;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.spark.SparkSessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bitadapt compare}: shows runs side by side. */
@Command(
        name = "compare",
        description = {
            "Shows runs side by side: how far they came, and the settings that differ.",
            "With --output also as one HTML page, with curves over each other and trade-offs, and its pictures."
        },
        footer = {
            "  bitadapt compare runs/plain runs/teacher",
            "  bitadapt compare runs/a runs/b runs/c --output comparison"
        })
public final class CompareCommand extends JobCommand {

    private static final String NONE = "–";

    @Parameters(arity = "2..*", paramLabel = "RUN", description = "Folders of runs, also unfinished ones.")
    private List<String> folders;

    @Option(names = "--output", paramLabel = "FOLDER", description = "Where the page and its pictures are written.")
    private String output;

    @Override
    protected CompareOutcome run(Console console) throws IOException {
        Configuration hadoop = SparkSessions.hadoop();
        Map<String, RunFolder> runs = named(hadoop);
        List<RunsOutcome.Row> rows = new ArrayList<>();
        Map<String, SortedMap<String, String>> settings = new LinkedHashMap<>();
        for (Map.Entry<String, RunFolder> run : runs.entrySet()) {
            rows.add(RunsOutcome.Row.of(run.getValue(), hadoop).named(run.getKey()));
            settings.put(run.getKey(), run.getValue().settings().values());
        }
        SortedMap<String, Map<String, String>> differences = SettingsDifferences.between(settings);
        if (output == null) {
            return new CompareOutcome(rows, differences, null, List.of());
        }
        Locations.Output place = Locations.output("--output", output, hadoop);
        for (String folder : folders) {
            place.apartFrom("RUN", folder);
        }
        ComparisonReport report = new ComparisonReport(
                "Comparison of " + runs.size() + " runs",
                summary(rows),
                differenceTable(differences, runs.keySet()),
                compared(runs, rows, hadoop));
        List<String> pictures = report.write(ReportSink.in(place.path(), hadoop));
        Path page = new Path(place.path(), ReportWriter.PAGE);
        return new CompareOutcome(rows, differences, page.toString(), pictures);
    }

    /**
     * The runs by the last names of their paths, or by their whole paths where the last names are not all different.
     */
    private Map<String, RunFolder> named(Configuration hadoop) throws IOException {
        Map<String, RunFolder> byPath = new LinkedHashMap<>();
        for (String folder : folders) {
            RunFolder run = RunFolder.at(folder, hadoop).existing();
            if (byPath.put(run.toString(), run) != null) {
                throw new BadInputException("Invalid runs: " + folder + " is named twice", "Name each run once.");
            }
        }
        Map<String, RunFolder> byName = new LinkedHashMap<>();
        byPath.forEach((path, run) -> byName.put(run.path().getName(), run));
        return byName.size() == byPath.size() ? byName : byPath;
    }

    private static ReportTable summary(List<RunsOutcome.Row> rows) {
        return new ReportTable(
                RunsOutcome.HEADER,
                rows.stream()
                        .map(row -> row.cells().stream()
                                .map(cell -> cell.equals(RunsOutcome.NONE) ? NONE : cell)
                                .toList())
                        .toList());
    }

    private static ReportTable differenceTable(
            SortedMap<String, Map<String, String>> differences, Iterable<String> runs) {
        List<String> header = new ArrayList<>(List.of("setting"));
        runs.forEach(header::add);
        List<List<String>> lines = new ArrayList<>();
        differences.forEach((key, values) -> {
            List<String> line = new ArrayList<>(List.of(key));
            runs.forEach(run -> line.add(CompareOutcome.shown(values.getOrDefault(run, NONE))));
            lines.add(line);
        });
        return new ReportTable(header, lines);
    }

    private static List<ComparedRun> compared(
            Map<String, RunFolder> runs, List<RunsOutcome.Row> rows, Configuration hadoop) throws IOException {
        List<ComparedRun> compared = new ArrayList<>();
        for (RunsOutcome.Row row : rows) {
            RunFolder run = runs.get(row.name());
            compared.add(new ComparedRun(
                    row.name(),
                    run.metrics(),
                    SearchHistory.read(run, hadoop),
                    Optional.ofNullable(row.testAccuracy()),
                    Optional.ofNullable(row.packedBytes())));
        }
        return compared;
    }
}
