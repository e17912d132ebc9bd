package org.bitadapt.jobs.runs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.contents.RunContents;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.picture.RunReport;
import org.bitadapt.jobs.report.EvaluatedImages;
import org.bitadapt.jobs.report.ReportSink;
import org.bitadapt.jobs.report.ReportWriter;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.spark.SparkSessions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code bitadapt report}. */
@Command(
        name = "report",
        description = {
            "Shows a run as one HTML page, with its pictures beside it, PNG and JPEG files.",
            "The page needs no other file and no network. A run that is still training can be shown too.",
            "With --data it shows images and what they were taken for, with --photographs cars on their photographs."
        },
        footer = {
            "  bitadapt report runs/resnet20",
            "  bitadapt report hdfs:///runs/resnet20 --output reports/resnet20",
            "  bitadapt report runs/cars --data datasets/cars --photographs pku"
        })
public final class ReportCommand extends JobCommand {

    /** The name of the folder in a run that holds the run's report. */
    private static final String FOLDER = "report";

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(names = "--output", paramLabel = "PATH", description = "Where to write it (default: RUN/report).")
    private String output;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "The data set that the run was evaluated on, whose images are to be shown.")
    private String data;

    @Option(
            names = "--photographs",
            paramLabel = "PATH",
            description = "What preprocess --source pku made the data set from, as its --input.")
    private String photographs;

    /** The options that name the run: {@code --run}, as at {@code train}, or a parameter. */
    private static final class Source {

        @Parameters(paramLabel = "RUN", description = "A run's folder, on any Hadoop file system.")
        private String folder;

        @Option(names = "--run", required = true, paramLabel = "RUN", description = "The run that is shown.")
        private String run;

        String location() {
            return folder != null ? folder : run;
        }
    }

    @Override
    protected ReportOutcome run(Console console) throws IOException {
        Configuration hadoop = SparkSessions.hadoop();
        if (output != null) {
            Locations.output("--output", output, hadoop)
                    .apartFrom("--data", data)
                    .apartFrom("--photographs", photographs);
        }
        RunFolder folder = RunFolder.at(source.location(), hadoop).existing();
        console.say("Reading " + folder);
        RunReport.Builder contents = RunContents.read(folder, hadoop);
        addImages(contents, folder, hadoop);
        RunReport report = contents.build();
        Path target = output == null ? folder.path(FOLDER) : new Path(output);
        List<String> pictures = ReportWriter.write(report, ReportSink.in(target, hadoop));
        return new ReportOutcome(
                Locations.shown(new Path(target, ReportWriter.PAGE)),
                pictures.stream()
                        .map(name -> Locations.shown(new Path(target, name)))
                        .toList());
    }

    private void addImages(RunReport.Builder report, RunFolder folder, Configuration hadoop) throws IOException {
        if (data == null) {
            if (photographs != null) {
                throw new BadInputException("Missing --data", "Name the data set that preprocess made of them.");
            }
            return;
        }
        Optional<EvaluationResult> evaluation = report.build().evaluation();
        Dataset dataset = Dataset.open(Locations.input("--data", data, hadoop), hadoop);
        EvaluatedImages.of(folder, evaluation, dataset, hadoop)
                .addTo(report, Optional.ofNullable(photographs).map(Path::new));
    }
}
