package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.bitadapt.jobs.quickstart.GeneratedImages;
import org.bitadapt.jobs.spark.LocalSpark;

/** A data set, a training and a search on a few images, made once by the commands for all tests that only read them. */
public final class TinyRuns {

    private static TinyRuns made;

    private final Path folder;

    private TinyRuns(Path folder) {
        this.folder = folder;
    }

    /** Makes data set and runs at the first call; they are deleted when the JVM ends. */
    public static synchronized TinyRuns make() throws IOException {
        if (made == null) {
            LocalSpark.session();
            TinyRuns runs = new TinyRuns(Files.createTempDirectory("tiny-runs"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileUtils.deleteQuietly(runs.folder.toFile())));
            runs.preprocess();
            runs.train();
            runs.adapt();
            made = runs;
        }
        return made;
    }

    /** The data set of 320 training and 64 test images of ten classes. */
    public String dataset() {
        return folder.resolve("data").toString();
    }

    /** The run that trained a binary ResNet-8 for two epochs. */
    public String training() {
        return folder.resolve("training").toString();
    }

    /** The run of a search for fewer MACs that starts from that training: two iterations, and an epoch of tuning. */
    public String search() {
        return folder.resolve("searching").toString();
    }

    private void preprocess() throws IOException {
        new GeneratedImages(5, 64).writeTo(folder.resolve("images"));
        String images = folder.resolve("images").toString();
        run("preprocess", "--source", "cifar10", "--input", images, "--output", dataset());
    }

    private void train() {
        run(
                "train",
                "--data",
                dataset(),
                "--run",
                training(),
                "--set",
                "network.name=resnet8",
                "--set",
                "data.batch=32",
                "--set",
                "train.epochs=2");
    }

    private void adapt() {
        run(
                "netadapt",
                "--model",
                training(),
                "--data",
                dataset(),
                "--run",
                search(),
                "--set",
                "data.batch=16",
                "--set",
                "netadapt.resource=macs",
                "--set",
                "netadapt.reduction.initial-reduction=0.1",
                "--set",
                "netadapt.reduction.max-iterations=2",
                "--set",
                "netadapt.latency.warm-up-seconds=0",
                "--set",
                "netadapt.latency.measure-seconds=0",
                "--set",
                "netadapt.short-term.images=32",
                "--set",
                "netadapt.short-term.held-out=20",
                "--set",
                "netadapt.long-term.epochs=1");
    }

    private static void run(String... arguments) {
        StringWriter errors = new StringWriter();
        int exitCode = BitAdapt.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
        assertThat(exitCode).as(errors.toString()).isZero();
    }
}
