package org.bitadapt.jobs.onnx;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.dataset.ClassNames;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.spark.SparkSessions;
import org.bitadapt.quant.onnx.reading.ImportedNetwork;
import org.bitadapt.quant.onnx.reading.InputNormalization;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code bitadapt import}. */
@Command(
        name = "import",
        description = {
            "Makes a float32 run of a network that another program trained and exported as ONNX (operator sets 9 to 21).",
            "Every command goes on from the run: evaluate, predict, export, netadapt, and train --set train.from=RUN, which"
                    + " trains 1-bit weights from the network's own.",
            "1-bit layers need a batch norm behind them. Where the exporter folded it into the convolution, it is put back"
                    + " without a change of scores.",
            "With --data its statistics are measured on training images, and scores are compared with ONNX Runtime's."
        },
        footer = {
            "  bitadapt import resnet18.onnx --run runs/imported --data datasets/birds",
            "  bitadapt import vgg.onnx --run runs/vgg --mean 0.485,0.456,0.406 --deviation 0.229,0.224,0.225",
            "  bitadapt import caffe.onnx --run runs/caffe --range 255 --mean 103.939,116.779,123.68 --order bgr",
            "  bitadapt import net.onnx --run runs/net --classes names.txt"
        })
public final class ImportCommand extends JobCommand {

    private static final int COMPARED_IMAGES = 64;

    @Parameters(paramLabel = "MODEL", description = "The .onnx file; larger weights may be in files beside it.")
    private String model;

    @Option(
            names = "--run",
            required = true,
            paramLabel = "PATH",
            description = "The run's folder, on any Hadoop file system; must be new.")
    private String run;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description =
                    "A data set of the network's classes: names classes, measures batch norms, and compares scores.")
    private String data;

    @Option(
            names = "--classes",
            paramLabel = "FILE",
            description =
                    "The names of the classes in the order of the scores, a name a line (default: the data set's, or"
                            + " class0, class1 and so on).")
    private String classes;

    @Mixin
    private PixelOptions pixels = new PixelOptions();

    @Override
    protected ImportOutcome run(Console console) throws IOException {
        Configuration hadoop = SparkSessions.hadoop();
        InputNormalization normalization = pixels.normalization();
        Locations.output("--run", run, hadoop).apartFrom("--data", data).apartFrom("MODEL", model);
        RunFolder folder = RunFolder.at(run, hadoop);
        ImportWriting.requireNew(folder);
        Optional<Dataset> stored = data == null
                ? Optional.empty()
                : Optional.of(Dataset.open(Locations.input("--data", data, hadoop), hadoop));
        OnnxModelFile file = OnnxModelFile.read(model, hadoop);
        ImportedNetwork read =
                file.network(normalization, stored.map(set -> set.manifest().image()));
        NetworkSpec spec = read.spec();
        console.say("Read " + file.location() + ": " + spec.weighted().size() + " convolutions and linear layers");
        List<String> names = ImportedClasses.of(classes, stored, spec.classes(), hadoop);
        Optional<Dataset> dataset = stored.map(set -> suited(set, names, spec.input()));
        ImportedNetwork network = read;
        int images = 0;
        ImportOutcome.Checked checked = ImportOutcome.Checked.NOTHING;
        if (dataset.isPresent()) {
            SampleImages training = measured(read, dataset.get(), hadoop, console);
            images = training.count();
            network = images == 0 ? read : Measuring.statistics(read, training);
            checked = check(file, network, normalization, compared(dataset.get(), hadoop), console);
        } else if (!network.restored().isEmpty()) {
            console.say(
                    network.restored().size() + " batch norms are put back without statistics; training begins better"
                            + " with --data, which measures them");
        }
        String order = normalization.order().name().toLowerCase(Locale.ROOT);
        ImportOutcome outcome = ImportOutcome.of(folder.toString(), file, network, order, images, checked);
        new ImportWriting(network, names, dataset).write(folder, outcome, hadoop);
        return outcome;
    }

    /** The data set with its classes in the network's order. */
    private static Dataset suited(Dataset dataset, List<String> names, Shape image) {
        if (!dataset.manifest().image().equals(image)) {
            throw new BadInputException(
                    "The images of " + dataset + " are " + dataset.manifest().image() + ", the network reads " + image,
                    "Preprocess the images with the network's size.");
        }
        return dataset.inOrderOf(names)
                .orElseThrow(() -> ClassNames.differ(
                        "data set " + dataset,
                        dataset.manifest().classes(),
                        "network",
                        names,
                        "Give a data set of the network's classes."));
    }

    /** Training images for statistics; none if the file has all batch norms. */
    private static SampleImages measured(
            ImportedNetwork network, Dataset dataset, Configuration hadoop, Console console) throws IOException {
        boolean needed = !network.restored().isEmpty();
        SampleImages images =
                SampleImages.of(dataset, Split.TRAIN, needed ? Measuring.images(network.spec()) : 0, hadoop);
        if (needed) {
            console.say("Measuring " + network.restored().size() + " batch norms on " + images.count()
                    + " training images");
        }
        return images;
    }

    /** Images that the network was not measured on, if there are any. */
    private static SampleImages compared(Dataset dataset, Configuration hadoop) throws IOException {
        for (Split split : List.of(Split.TEST, Split.VALIDATION)) {
            if (!dataset.shards(split).isEmpty()) {
                return SampleImages.of(dataset, split, COMPARED_IMAGES, hadoop);
            }
        }
        return SampleImages.of(dataset, Split.TRAIN, COMPARED_IMAGES, hadoop);
    }

    private static ImportOutcome.Checked check(
            OnnxModelFile file,
            ImportedNetwork network,
            InputNormalization normalization,
            SampleImages images,
            Console console) {
        double[][] own = Measuring.scores(network, images);
        double accuracy = ScoreComparison.accuracy(own, images.labels());
        if (!OnnxRuntimeModel.isThere()) {
            console.say("ONNX Runtime is not on the class path: scores are not compared. deploy/bin/bitadapt adds it.");
            return new ImportOutcome.Checked(null, accuracy);
        }
        try (OnnxRuntimeModel theirs = OnnxRuntimeModel.open(file, network.image(), normalization)) {
            ScoreComparison comparison = ScoreComparison.of(own, theirs.scores(images), network.ending());
            comparison.require(file.location());
            return new ImportOutcome.Checked(comparison, accuracy);
        }
    }
}
