package org.bitadapt.jobs.train;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.config.SettingsOptions;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.model.ImportedRun;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.spark.SparkSessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bitadapt train}. */
@Command(
        name = "train",
        description = {
            "Trains a network by parameter averaging over the executors.",
            "The same command again resumes a run that was interrupted."
        },
        footer = {
            "  bitadapt train --config conf/cifar10-resnet20.conf --data datasets/cifar10 --run runs/resnet20",
            "  bitadapt train --data datasets/cifar10 --run runs/short --set train.epochs=3 --set train.workers=4",
            "  bitadapt train --data hdfs:///datasets/cifar10 --run hdfs:///runs/float --set network.precision=float32"
        })
public final class TrainCommand extends JobCommand {

    @Option(names = "--data", required = true, paramLabel = "PATH", description = "A data set that preprocess made.")
    private String data;

    @Option(
            names = "--run",
            required = true,
            paramLabel = "PATH",
            description = "The run's folder, on any Hadoop file system; made, or resumed.")
    private String run;

    @Mixin
    private SettingsOptions settings;

    @Override
    protected TrainOutcome run(Console console) throws IOException {
        Settings resolved = settings.settings();
        SparkSession session = SparkSessions.start("train");
        var hadoop = session.sparkContext().hadoopConfiguration();
        Path source = Locations.input("--data", data, hadoop);
        Locations.output("--run", run, hadoop)
                .apartFrom("--data", data)
                .apartFrom("train.from", resolved.values().get("train.from"));
        Dataset dataset = Dataset.open(source, hadoop);
        resolved = networkOfImport(resolved, console);
        var suited = DataSize.suit(resolved, DataSize.OF_TRAINING, dataset, console);
        return new TrainingJob(session, console, dataset, suited).run(RunFolder.at(run, hadoop));
    }

    /** The settings with the network of an imported run that {@code train.from} names, unless they name a network. */
    private static Settings networkOfImport(Settings settings, Console console) throws IOException {
        String from = settings.values().get("train.from");
        if (settings.isSet("network.name") || from.isEmpty()) {
            return settings;
        }
        Optional<String> network = ImportedRun.network(RunFolder.at(from, SparkSessions.hadoop()));
        network.ifPresent(file -> console.say("The network is that of the imported run: network.name = " + file));
        return network.map(file -> settings.set("network.name=" + file)).orElse(settings);
    }
}
