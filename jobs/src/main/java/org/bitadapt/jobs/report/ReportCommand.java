package org.bitadapt.jobs.report;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.run.AtomicFiles;
import org.bitadapt.jobs.run.RunFolder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bitadapt report}. */
@Command(
        name = "report",
        description = {
            "Shows a run as one HTML page, with its pictures as PNG files beside it.",
            "The page needs no other file and no network. A run that is still training can be shown too."
        },
        footer = {"  bitadapt report runs/resnet20", "  bitadapt report hdfs:///runs/resnet20 --output reports/resnet20"
        })
public final class ReportCommand extends JobCommand {

    /** The folder of a run that holds its report. */
    public static final String FOLDER = "report";

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(names = "--output", paramLabel = "PATH", description = "Where to write it (default: RUN/report).")
    private String output;

    /** The run, with or without the name that it has at `train`. */
    private static final class Source {

        @Parameters(paramLabel = "RUN", description = "A run's folder, on any Hadoop file system.")
        private String folder;

        @Option(names = "--run", required = true, paramLabel = "RUN", description = "The same.")
        private String run;

        String location() {
            return folder != null ? folder : run;
        }
    }

    @Override
    protected Outcome run(Console console) throws IOException {
        Configuration hadoop = new Configuration();
        RunFolder folder = RunFolder.at(source.location(), hadoop).existing();
        console.say("Reading " + folder);
        RunReport report = RunContents.read(folder, hadoop).build();
        Path target = output == null ? folder.path(FOLDER) : new Path(output);
        List<String> pictures = ReportWriter.write(report, sink(target, hadoop));
        return new ReportOutcome(
                RunContents.location(new Path(target, ReportWriter.PAGE)),
                pictures.stream()
                        .map(name -> RunContents.location(new Path(target, name)))
                        .toList());
    }

    /** A folder of any Hadoop file system. */
    static ReportSink sink(Path folder, Configuration hadoop) throws IOException {
        AtomicFiles files = AtomicFiles.of(folder, hadoop);
        return (name, content) -> files.write(new Path(folder, name), out -> out.write(content));
    }
}
