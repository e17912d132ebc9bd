package org.bitadapt.jobs.netadapt;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.config.SettingsOptions;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.netadapt.job.AdaptationJob;
import org.bitadapt.jobs.netadapt.job.BaseModel;
import org.bitadapt.jobs.netadapt.job.NetAdaptOutcome;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.spark.SparkSessions;
import org.bitadapt.jobs.train.DataSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bitadapt netadapt}. */
@Command(
        name = "netadapt",
        description = {
            "Shrinks a trained network to a budget of a resource, channels of a group or planes of a layer at a time.",
            "Resources are latency (measured), energy and edp (energy times time, modelled for an accelerator), memory, macs"
                    + " (multiply-accumulates) and weights.",
            "The proposals of an iteration are pruned, tuned and scored side by side.",
            "The best one is measured and goes on; the last one is tuned for longer and tested once.",
            "Network, precision and hysteresis are the model's; all else is in the settings.",
            "The same command again resumes a run that was interrupted, even within an iteration."
        },
        footer = {
            "  bitadapt netadapt --config conf/cifar10-alexnet-netadapt.conf --model runs/alexnet --data datasets/cifar10 --run small",
            "  bitadapt netadapt --model runs/resnet20 --data datasets/cifar10 --run runs/small --set netadapt.resource=macs",
            "  bitadapt netadapt plan --network alexnet --resource MACS --reduction 0.025"
        },
        subcommands = {PlanCommand.class})
public final class NetAdaptCommand extends JobCommand {

    @Option(names = "--model", paramLabel = "RUN", description = "Required: a run that trained the network to shrink.")
    private String model;

    @Option(names = "--data", paramLabel = "PATH", description = "Required: the data set that it was trained on.")
    private String data;

    @Option(
            names = "--run",
            paramLabel = "PATH",
            description =
                    "Required: the new run's folder, on any Hadoop file system that executors share; made, or resumed.")
    private String run;

    @Mixin
    private SettingsOptions settings;

    @Override
    protected NetAdaptOutcome run(Console console) throws IOException {
        require("--model RUN", model);
        require("--data PATH", data);
        require("--run PATH", run);
        var resolved = settings.settings();
        SparkSession session = SparkSessions.start("netadapt");
        var hadoop = session.sparkContext().hadoopConfiguration();
        Path source = Locations.input("--data", data, hadoop);
        Locations.output("--run", run, hadoop)
                .apartFrom("--data", data)
                .apartFrom("--model", model)
                .besides("netadapt.latency.table", resolved.values().get("netadapt.latency.table"));
        Dataset dataset = Dataset.open(source, hadoop);
        BaseModel base = BaseModel.open(model, hadoop);
        var suited = DataSize.suit(resolved, DataSize.OF_SEARCH, dataset, console);
        return new AdaptationJob(session, console, dataset, base, suited).run(RunFolder.at(run, hadoop));
    }

    /**
     * Refuses a missing option. The parser is not told that the option is required, because it would ask {@code
     * netadapt plan} for it too.
     */
    private static void require(String option, String value) {
        if (value == null) {
            throw new BadInputException(
                    "Missing option: " + option + " (must be given)", "`bitadapt netadapt --help` shows examples.");
        }
    }
}
