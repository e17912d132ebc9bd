package org.bitadapt.jobs.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.spark.SparkSessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bitadapt quickstart}. */
@Command(
        name = "quickstart",
        description = {
            "Runs the whole pipeline on a small image set that it draws.",
            "Its steps are preprocess, train (1-bit and float32), evaluate, export, predict and report.",
            "It prints every command, so that you can go on from there."
        },
        footer = {"  bitadapt quickstart", "  bitadapt quickstart --folder /tmp/first-look --overwrite"})
public final class QuickstartCommand extends JobCommand {

    private static final String DEFAULT_FOLDER = "runs/quickstart";
    private static final int RECORDS_PER_FILE = 1200;
    private static final long SEED = 1;

    // The learning rate falls to 0 within the few epochs; few steps lie between averagings, for an epoch has few steps.
    private static final List<String> TRAINING = List.of(
            "network.name=resnet8",
            "train.epochs=8",
            "train.averaging-period=5",
            "data.augmentation.flip=false",
            "data.augmentation.pad=2");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--folder",
            paramLabel = "PATH",
            defaultValue = DEFAULT_FOLDER,
            description = "Where everything is put (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(names = "--overwrite", description = "Replace what an earlier quickstart left there.")
    private boolean overwrite;

    @Override
    protected QuickstartOutcome run(Console console) throws Exception {
        long started = System.nanoTime();
        Locations.output("--folder", folder.toString(), SparkSessions.hadoop());
        QuickstartFolder target = new QuickstartFolder(folder);
        if (overwrite) {
            target.renew();
        } else {
            target.create();
        }
        QuickstartSteps steps = new QuickstartSteps(spec.root().commandLine(), console, target);
        console.say("Drawing " + 6 * RECORDS_PER_FILE + " images of ten classes in CIFAR-10's file layout");
        Path images = folder.resolve(QuickstartFolder.IMAGES);
        new GeneratedImages(SEED, RECORDS_PER_FILE).writeTo(images);
        target.mark();
        String data = target.path(QuickstartFolder.DATA);
        steps.run("preprocess", "--source", "cifar10", "--input", images.toString(), "--output", data);
        JsonNode floats = train(steps, target, QuickstartFolder.FLOAT32);
        JsonNode binary = train(steps, target, QuickstartFolder.BINARY);
        String model = target.path(QuickstartFolder.MODEL);
        JsonNode packed =
                steps.run("export", "--model", target.path(QuickstartFolder.BINARY), "--output", model, "--data", data);
        JsonNode evaluation = steps.run("evaluate", "--model", target.path(QuickstartFolder.BINARY), "--data", data);
        steps.run(
                "predict",
                "--model",
                model,
                "--data",
                data,
                "--format",
                "csv",
                "--output",
                target.path(QuickstartFolder.PREDICTIONS));
        JsonNode report = steps.run("report", target.path(QuickstartFolder.BINARY));
        return new QuickstartOutcome(
                floats.path("testAccuracy").asDouble(),
                binary.path("testAccuracy").asDouble(),
                evaluation.path("accuracy").asDouble(),
                packed.path("agreement").asDouble(),
                packed.path("float32Bytes").asLong(),
                packed.path("bytes").asLong(),
                model,
                target.path(QuickstartFolder.PREDICTIONS),
                report.path("report").asText(),
                (System.nanoTime() - started) / 1e9);
    }

    /** Trains a network of a precision into a run that has the precision's name. */
    private static JsonNode train(QuickstartSteps steps, QuickstartFolder target, String precision) throws Exception {
        List<String> arguments = new java.util.ArrayList<>(
                List.of("train", "--data", target.path(QuickstartFolder.DATA), "--run", target.path(precision)));
        TRAINING.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        arguments.addAll(List.of("--set", "network.precision=" + precision));
        return steps.run(arguments.toArray(String[]::new));
    }
}
