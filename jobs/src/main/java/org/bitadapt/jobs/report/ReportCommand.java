package org.bitadapt.jobs.report;

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
import org.bitadapt.jobs.dataset.ClassNames;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.picture.RunReport;
import org.bitadapt.jobs.result.EvaluationFiles;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.result.Prediction;
import org.bitadapt.jobs.run.AtomicFiles;
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
    public static final String FOLDER = "report";

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
        List<String> pictures = ReportWriter.write(report, sink(target, hadoop));
        return new ReportOutcome(
                Locations.shown(new Path(target, ReportWriter.PAGE)),
                pictures.stream()
                        .map(name -> Locations.shown(new Path(target, name)))
                        .toList());
    }

    private void addImages(RunReport.Builder report, RunFolder folder, Configuration hadoop) throws IOException {
        require(
                data != null || photographs == null,
                "Missing --data",
                "Name the data set that preprocess made of them.");
        if (data == null) {
            return;
        }
        Optional<EvaluationResult> evaluation = report.build().evaluation();
        Dataset dataset = evaluated(Dataset.open(Locations.input("--data", data, hadoop), hadoop), evaluation, folder);
        List<Prediction> predictions =
                evaluation.isPresent() ? EvaluationFiles.predictions(folder, evaluation.get(), hadoop) : List.of();
        report.gallery(new DatasetContents(dataset, predictions, hadoop).gallery());
        if (SceneContents.isOf(dataset)) {
            report.scenes(new SceneContents(dataset, predictions, hadoop)
                    .read(Optional.ofNullable(photographs).map(Path::new)));
        } else {
            require(
                    photographs == null,
                    "Invalid --photographs: " + dataset + " has none",
                    "Leave it out, or name a data set of preprocess --source pku.");
        }
    }

    /** The data set with its classes in the order in which the evaluation counts classes. */
    private static Dataset evaluated(Dataset dataset, Optional<EvaluationResult> evaluation, RunFolder folder) {
        if (evaluation.isEmpty()) {
            return dataset;
        }
        List<String> names = evaluation.get().classNames();
        return dataset.inOrderOf(names)
                .orElseThrow(() -> ClassNames.differ(
                        "data set " + dataset,
                        dataset.manifest().classes(),
                        "evaluation of " + folder,
                        names,
                        "Give the data set of the evaluation, or evaluate again."));
    }

    private static void require(boolean valid, String message, String remedy) {
        if (!valid) {
            throw new BadInputException(message, remedy);
        }
    }

    /** A sink that stores a report's files in a folder of any Hadoop file system. */
    public static ReportSink sink(Path folder, Configuration hadoop) throws IOException {
        AtomicFiles files = AtomicFiles.of(folder, hadoop);
        return (name, content) -> files.write(new Path(folder, name), out -> out.write(content));
    }
}
