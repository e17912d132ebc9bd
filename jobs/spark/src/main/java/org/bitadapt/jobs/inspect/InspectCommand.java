package org.bitadapt.jobs.inspect;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.family.PublishedCosts;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.config.PrecisionOption;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.onnx.OnnxModelFile;
import org.bitadapt.jobs.spark.SparkSessions;
import org.bitadapt.netadapt.energy.AcceleratorModel;
import org.bitadapt.netadapt.energy.Hardware;
import org.bitadapt.quant.onnx.reading.InputNormalization;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the layers of a network or of a packed model: shapes, multiply-accumulates, weights, bits and bytes. */
@Command(
        name = "inspect",
        description = {
            "Shows the layers of a network, an ONNX file or a packed model: shapes, multiply-accumulates (MACs), weights,"
                    + " bits and bytes.",
            "With --energy: where the energy of each layer goes on a modelled accelerator, and its cycles."
        },
        footer = {
            "  bitadapt inspect --list",
            "  bitadapt inspect --network resnet20",
            "  bitadapt inspect --network resnet18-224 --classes 1000 --precision float32",
            "  bitadapt inspect --network my-network.json --json",
            "  bitadapt inspect --network alexnet-cifar --energy eyeriss",
            "  bitadapt inspect --network alexnet-eyeriss --energy my-chip.conf --bits 16",
            "  bitadapt inspect runs/first/model.bnn",
            "  bitadapt inspect resnet18.onnx --precision float32",
            "  bitadapt inspect zoo:resnet20-cifar10"
        })
public final class InspectCommand extends JobCommand {

    private static final int CLASSES = 10;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = "--classes",
            paramLabel = "N",
            description = "Classes of the network (default: 10; 1000 for alexnet-eyeriss).")
    private Integer classes;

    @Mixin
    private PrecisionOption precision;

    @Option(
            names = "--energy",
            paramLabel = "HARDWARE",
            description = "The accelerator: eyeriss, tangram, or the path of a .conf file.")
    private String energy;

    @Option(
            names = "--bits",
            paramLabel = "N",
            description = "With --energy: count weights, maps and sums as words of N bits, 8, 16 or 32 (default: the"
                    + " widths of the precision).")
    private Integer bits;

    /** The options that say what is inspected. */
    private static final class Source {

        @Option(
                names = "--network",
                paramLabel = "NAME",
                required = true,
                description = "A known network, such as resnet20; alexnet-eyeriss, the grouped AlexNet of 227x227 for"
                        + " which energies are published; or the path of a .json file.")
        private String network;

        @Option(names = "--list", required = true, description = "All known networks, with their images and sizes.")
        private boolean list;

        @Parameters(
                paramLabel = "MODEL",
                description = "A .bnn or .onnx file, a run that has a .bnn file, or zoo:NAME.")
        private String model;
    }

    @Override
    protected Outcome run(Console console) throws IOException {
        if (energy == null && bits != null) {
            throw new BadInputException("Missing option: --energy HARDWARE (must be given with --bits)", "");
        }
        if (energy != null && source.network == null) {
            throw new BadInputException("Missing option: --network NAME (must be given with --energy)", "");
        }
        if (source.list) {
            return KnownNetworksOutcome.of(classes == null ? CLASSES : classes, precision);
        }
        return source.network != null ? network(console) : model(console);
    }

    private Outcome network(Console console) {
        PublishedCosts costed = costed();
        NetworkSpec network = precision.of(source.network, costed.network(), console::say);
        if (energy == null) {
            return NetworkLayersOutcome.of(network, precision.word(), NetworkCosts.of(network));
        }
        Hardware hardware = Hardware.named(energy);
        AcceleratorModel model =
                new AcceleratorModel(hardware, bits == null ? OptionalInt.empty() : OptionalInt.of(bits));
        return EnergyOutcome.of(
                network.name(),
                hardware,
                bits == null ? precision.word() : bits + " bits",
                model.of(LoweredNetwork.of(network), costed.parts()));
    }

    /** The network, and the parts in which its published costs compute it, if it has such. */
    private PublishedCosts costed() {
        return PublishedCosts.named(source.network, classes == null ? PublishedCosts.CLASSES : classes)
                .orElseGet(() -> new PublishedCosts(
                        Networks.named(source.network, classes == null ? CLASSES : classes), Map.of()));
    }

    private Outcome model(Console console) throws IOException {
        if (OnnxModelFile.isNamed(source.model)) {
            NetworkSpec read = OnnxModelFile.read(source.model, SparkSessions.hadoop())
                    .network(InputNormalization.NONE, Optional.empty())
                    .spec();
            NetworkSpec network = precision.of(read.name(), read, console::say);
            return NetworkLayersOutcome.of(network, precision.word(), NetworkCosts.of(network));
        }
        return ModelLayersOutcome.of(
                TrainedModel.openPacked(source.model, SparkSessions.hadoop()).model());
    }
}
