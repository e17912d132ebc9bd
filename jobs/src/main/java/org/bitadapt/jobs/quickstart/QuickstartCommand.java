package org.bitadapt.jobs.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bitadapt quickstart}. */
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

    // A learning rate that falls to 0 within the few epochs; small steps between averagings, for there are few.
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
        prepare();
        Steps steps = new Steps(spec.root().commandLine(), console);
        console.say("Drawing " + 6 * RECORDS_PER_FILE + " images of ten classes in CIFAR-10's file layout");
        Path images = folder.resolve("images");
        new GeneratedImages(SEED, RECORDS_PER_FILE).writeTo(images);
        String data = path("data");
        steps.run("preprocess", "--source", "cifar10", "--input", images.toString(), "--output", data);
        JsonNode floats = train(steps, data, "float32");
        JsonNode binary = train(steps, data, "binary");
        String model = path("quickstart.bnn");
        JsonNode packed = steps.run("export", "--model", path("binary"), "--output", model, "--data", data);
        JsonNode evaluation = steps.run("evaluate", "--model", path("binary"), "--data", data);
        steps.run("predict", "--model", model, "--data", data, "--format", "csv", "--output", path("predictions"));
        JsonNode report = steps.run("report", path("binary"));
        return new QuickstartOutcome(
                floats.path("testAccuracy").asDouble(),
                binary.path("testAccuracy").asDouble(),
                evaluation.path("accuracy").asDouble(),
                packed.path("agreement").asDouble(),
                packed.path("float32Bytes").asLong(),
                packed.path("bytes").asLong(),
                model,
                path("predictions"),
                report.path("report").asText(),
                (System.nanoTime() - started) / 1e9);
    }

    private JsonNode train(Steps steps, String data, String precision) throws Exception {
        List<String> arguments = new java.util.ArrayList<>(List.of("train", "--data", data, "--run", path(precision)));
        TRAINING.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        arguments.addAll(List.of("--set", "network.precision=" + precision));
        return steps.run(arguments.toArray(String[]::new));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void prepare() throws IOException {
        if (Files.exists(folder) && !overwrite) {
            throw new BadInputException(
                    "There is something at " + folder, "Look at it, or give --overwrite to start anew.");
        }
        if (Files.exists(folder)) {
            org.apache.commons.io.FileUtils.deleteDirectory(folder.toFile());
        }
        Files.createDirectories(folder);
    }
}
