package org.bitadapt.jobs.inspect;

import java.io.IOException;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.config.PrecisionOption;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.spark.SparkSessions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the layers of a network or of a packed model: shapes, multiply-accumulates, weights, bits and bytes. */
@Command(
        name = "inspect",
        description =
                "Shows the layers of a network or of a packed model: shapes, multiply-accumulates (MACs), weights,"
                        + " bits and bytes.",
        footer = {
            "  bitadapt inspect --list",
            "  bitadapt inspect --network resnet20",
            "  bitadapt inspect --network resnet18-224 --classes 1000 --precision float32",
            "  bitadapt inspect --network my-network.json --json",
            "  bitadapt inspect runs/first/model.bnn",
            "  bitadapt inspect zoo:resnet20-cifar10"
        })
public final class InspectCommand extends JobCommand {

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = "--classes",
            paramLabel = "N",
            defaultValue = "10",
            description = "Classes of the network (default: ${DEFAULT-VALUE}).")
    private int classes;

    @Mixin
    private PrecisionOption precision;

    /** The options that say what is inspected. */
    private static final class Source {

        @Option(
                names = "--network",
                paramLabel = "NAME",
                required = true,
                description = "A known network, such as resnet20, or the path of a .json file.")
        private String network;

        @Option(names = "--list", required = true, description = "All known networks, with their images and sizes.")
        private boolean list;

        @Parameters(paramLabel = "MODEL", description = "A .bnn file, a run that has one, or zoo:NAME.")
        private String model;
    }

    @Override
    protected Outcome run(Console console) throws IOException {
        if (source.list) {
            return KnownNetworksOutcome.of(classes, precision);
        }
        return source.network != null ? network() : model();
    }

    private Outcome network() {
        NetworkSpec network = precision.of(Networks.named(source.network, classes));
        return NetworkLayersOutcome.of(network, precision.word(), NetworkCosts.of(network));
    }

    private Outcome model() throws IOException {
        return ModelLayersOutcome.of(TrainedModel.openPacked(source.model, SparkSessions.hadoop())
                .model()
                .describe());
    }
}
