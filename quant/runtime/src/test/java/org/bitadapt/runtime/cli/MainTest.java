package org.bitadapt.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.RandomNetworks;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.latency.HostLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private static final String GOLDEN = "src/test/resources/org/bitadapt/runtime/format/model-v1.bnn";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void describeListsLayersAndSections() {
        assertThat(run("describe", GOLDEN)).isZero();
        assertThat(text(out))
                .startsWith("model golden, written by bitadapt 0.1.0")
                .contains("convolution 1-bit 3x3/1 pad 1 + residual")
                .contains("float32 weights: 123,456 bytes")
                .contains("engine: vector");
    }

    @Test
    void runNamesTheClassOfAnImage(@TempDir Path folder) throws IOException {
        Path image = blackImage(folder);

        assertThat(run("run", GOLDEN, image.toString())).isZero();

        assertThat(text(out)).startsWith(image + "\t").containsPattern("\t(Katze|犬|bird)\t[01]\\.\\d{4}");
    }

    /** A reader of images that asks for a screen would fail where there is no screen. */
    @Test
    void imagesNeedNoScreen(@TempDir Path folder) throws IOException, InterruptedException {
        Path image = blackImage(folder);
        Process process = child("run", GOLDEN, image.toString());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).startsWith(image + "\t");
    }

    @Test
    void anEngineThatTheJvmDoesNotHaveIsOneLineAndExitCode2() throws IOException, InterruptedException {
        Process process = child("benchmark", GOLDEN, "--engine", "planes");
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(2);
        assertThat(output)
                .startsWith("Invalid engine: PLANES (must be AUTO or REFERENCE")
                .hasLineCount(1);
    }

    /** Runs a command in a JVM without the vector module and with a screen that is not there. */
    private static Process child(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DISPLAY", ":4711");
        return builder.start();
    }

    @Test
    void anImageThatCannotBeReadIsOneLineAndExitCode2(@TempDir Path folder) throws IOException {
        Path cut = folder.resolve("cut.png");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(blackImage(folder)), 60));
        Path text = Files.writeString(folder.resolve("text.png"), "no image");
        assertInvalidImage(cut, "(must be an undamaged PNG or JPEG; found: cut off)");
        assertInvalidImage(text, "(must be an undamaged PNG or JPEG; found: another format)");
        assertInvalidImage(folder.resolve("none.png"), "(must be a readable file)");
        assertInvalidImage(folder, "(must be a readable file)");
    }

    private void assertInvalidImage(Path image, String rule) {
        err.reset();
        assertThat(run("run", GOLDEN, image.toString())).isEqualTo(2);
        assertThat(text(err)).isEqualToIgnoringNewLines("Invalid image: " + image + " " + rule);
    }

    /** A pipe that nobody writes to has no end. */
    @Test
    void aPipeIsNotRead(@TempDir Path folder) throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.png");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertInvalidImage(pipe, "(must be a readable file)");
    }

    @Test
    void oneBadImageDoesNotStopTheOthers(@TempDir Path folder) throws IOException {
        Path good = blackImage(folder);
        Path bad = Files.writeString(folder.resolve("bad.png"), "no image");
        assertThat(run("run", GOLDEN, bad.toString(), good.toString())).isEqualTo(2);
        assertThat(text(out).lines()).singleElement().asString().startsWith(good + "\t");
        assertThat(text(err).lines()).singleElement().asString().startsWith("Invalid image: " + bad + " (");
    }

    @Test
    void topNamesTheLikeliestClassesInOrder(@TempDir Path folder) throws IOException {
        Path image = blackImage(folder);
        assertThat(run("run", "--top", "9", GOLDEN, image.toString())).isZero();
        String[] columns = text(out).strip().split("\t");
        assertThat(columns).hasSize(7);
        assertThat(List.of(columns[1], columns[3], columns[5])).containsExactlyInAnyOrder("Katze", "\u72ac", "bird");
        double[] probabilities = {
            Double.parseDouble(columns[2]), Double.parseDouble(columns[4]), Double.parseDouble(columns[6])
        };
        assertThat(probabilities).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(Arrays.stream(probabilities).sum()).isBetween(0.9997, 1.0003);
    }

    /** Python reads the JSON, so that the test does not rest on our own reader. */
    @Test
    void jsonIsReadByOthers(@TempDir Path folder) throws IOException, InterruptedException {
        Path image = blackImage(folder);
        Path named = Files.copy(image, folder.resolve("a \"b\"\\c\n\ud83d\udc31.png"));
        assertThat(run("run", GOLDEN, "--json", "--top", "2", image.toString(), "--", named.toString()))
                .isZero();
        Process python = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import json, sys; lines = [json.loads(line) for line in sys.stdin.buffer.read().splitlines()];"
                                + " assert [line['image'] for line in lines] == sys.argv[1:], lines;"
                                + " assert all(len(line['classes']) == 2 for line in lines), lines",
                        image.toString(),
                        named.toString())
                .redirectErrorStream(true)
                .start();
        try (var in = python.getOutputStream()) {
            in.write(out.toByteArray());
        }
        String complaint = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(complaint).isZero();
    }

    @Test
    void optionsOfRunAreChecked() {
        assertThat(run("run", GOLDEN, "x.png", "--top", "0")).isEqualTo(2);
        assertThat(text(err)).isEqualToIgnoringNewLines("Invalid --top: 0 (must be 1 or more)");
        err.reset();
        assertThat(run("run", GOLDEN, "x.png", "--topp", "1")).isEqualTo(2);
        assertThat(text(err)).startsWith("Invalid option: --topp (must be one of --top, ");
    }

    @Test
    void helpAndVersionAreNoErrors() {
        assertThat(run("--help")).isZero();
        assertThat(text(out)).startsWith("usage: java ").contains("--top");
        out.reset();
        assertThat(run("--version")).isZero();
        assertThat(text(out)).startsWith("bitadapt-runtime ").contains("Java 17");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void runWithoutImagesShowsTheUsage() {
        assertThat(run("run", GOLDEN)).isEqualTo(2);
        assertThat(text(err)).startsWith("usage: java ");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void aFailureOfASessionIsOneLineWithItsCauseAndExitCode1() {
        Main.Command command = () -> {
            throw new IllegalStateException("A thread of the session failed", new ArithmeticException("by zero"));
        };
        assertThat(Main.guarded(command, stream(err))).isEqualTo(1);
        assertThat(text(err))
                .isEqualToIgnoringNewLines("A thread of the session failed: java.lang.ArithmeticException: by zero");
    }

    @Test
    void benchmarkReportsQuantilesAndLayers() {
        assertThat(run("benchmark", GOLDEN, "--seconds", "0.05", "--batch", "2", "--threads", "2"))
                .isZero();
        assertThat(text(out))
                .contains("median")
                .contains("p99")
                .contains("images/s")
                .contains("global sum");
    }

    @Test
    void aBatchThatNoArrayHoldsIsRefused(@TempDir Path folder) throws IOException {
        RandomNetworks networks = new RandomNetworks(1);
        int codes = networks.convolution(Convolution.of(networks.input(16, 2048, 2048), 1, 1));
        networks.reading(networks.maxPool(codes, 255, 255, 0));
        Path model = Files.write(folder.resolve("large.bnn"), networks.bytes());
        assertThat(run("benchmark", model.toString(), "--batch", "32")).isEqualTo(2);
        assertThat(text(err))
                .isEqualToIgnoringNewLines("Invalid --batch: 32 (must be at most 31 images of 67108864 numbers)");
    }

    @Test
    void badInputIsOneLineAndExitCode2(@TempDir Path folder) throws IOException {
        Path cut = Files.write(folder.resolve("cut.bnn"), new byte[100]);
        assertThat(run("describe", cut.toString())).isEqualTo(2);
        assertThat(text(err))
                .startsWith(
                        cut + ": Invalid model file: begins with 0000000000000000 (must begin with 89424e4e0d0a1a0a, ")
                .hasLineCount(1);
    }

    @Test
    void aMissingFileIsOneLineAndExitCode2() {
        assertThat(run("describe", "none.bnn")).isEqualTo(2);
        assertThat(text(err)).isEqualToIgnoringNewLines("Invalid path: none.bnn (must be a readable file)");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThat(run("benchmark", GOLDEN, "--speed", "9")).isEqualTo(2);
        assertThat(text(err)).startsWith("Invalid option: --speed (must be one of --threads");
    }

    @Test
    void aTableOfAModelIsMadeAndGoneOnWith(@TempDir Path folder) throws IOException {
        Path table = folder.resolve("table.csv");
        assertThat(run(latencyTable(table, "--least", "8"))).isZero();
        assertThat(linesOfErr()).hasSize(2).first().asString().contains("shapes to measure: at least");
        assertThat(text(out))
                .startsWith(table + ": ")
                .contains(" rows for target local, engine reference, plain Java; " + GOLDEN + " takes ")
                .contains(" us by the table, ")
                .hasLineCount(1);
        List<String> made = Files.readAllLines(table);
        assertThat(made.get(0)).startsWith("# {\"target\":\"local\",\"unit\":\"us\",");

        err.reset();
        assertThat(run(latencyTable(table, "--least", "1"))).isZero();
        assertThat(Files.readAllLines(table))
                .startsWith(made.toArray(String[]::new))
                .hasSizeGreaterThan(made.size());

        err.reset();
        assertThat(run(latencyTable(table, "--least", "1", "--target", "board")))
                .isEqualTo(2);
        assertThat(linesOfErr()).singleElement().asString().startsWith("Invalid latency table to go on with: " + table);
    }

    @Test
    void theWholeNetworkIsMeasuredWhileNothingElseIs(@TempDir Path folder) {
        Path table = folder.resolve("table.csv");
        CompletableFuture<Void> holds = new CompletableFuture<>();
        CompletableFuture<Void> waits = new CompletableFuture<>();
        List<CompletableFuture<Void>> others = new ArrayList<>();
        PrintStream hearing = new PrintStream(err, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                if (line.equals(TableProgress.WHOLE)) {
                    others.add(CompletableFuture.runAsync(() -> measure(holds, waits)));
                    holds.join();
                } else if (line.equals(HostLock.WAITING) && !others.isEmpty()) {
                    waits.complete(null);
                }
            }
        };

        int code = Main.run(latencyTable(table), stream(out), hearing);

        boolean waited = waits.isDone();
        waits.complete(null);
        others.forEach(CompletableFuture::join);
        assertThat(code).isZero();
        assertThat(waited).isTrue();
    }

    /** Holds the lock of all measurements until another measurement waits for it. */
    private static void measure(CompletableFuture<Void> holds, CompletableFuture<Void> waits) {
        try {
            HostLock.alone(() -> {}, () -> {
                holds.complete(null);
                return waits.join();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "--step 8; Missing option: --output (must be given)",
                "--output none/table.csv; Invalid --output: none/table.csv (must be a file in a folder that exists)",
                "--output target; Invalid --output: target (must be a file in a folder that exists)",
                "--output t.csv --step 0; Invalid steps: 0 for convolutions, 64 for linear layers (must be at least 1)",
                "--output t.csv --step x; Invalid --step: x (must be a whole number)",
                "--output t.csv --least 0; Invalid least channels: 0 (must be at least 1)",
                "--output t.csv --threads 0; Invalid threads: 0 (must be 1..1024)",
                "--output t.csv --engine fast; Invalid --engine: fast (must be auto, vector, planes or reference)",
                "--output t.csv --warm-up -1; Invalid --warm-up: -1.0 (must be 0..3600 seconds)",
                "--output t.csv --out t; Invalid option: --out (must be one of --output, --target",
                "--output t.csv --target; Invalid option: --target (must have a value)"
            })
    void badOptionsOfATableAreOneLineAndLeaveNothing(String options, String message) {
        String[] arguments = ("latency-table " + GOLDEN + " " + options).split(" ");
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(text(err)).startsWith(message).hasLineCount(1);
        assertThat(Path.of("t.csv")).doesNotExist();
    }

    private static String[] latencyTable(Path output, String... more) {
        List<String> arguments = new ArrayList<>(List.of("latency-table", GOLDEN, "--output", output.toString()));
        arguments.addAll(List.of("--engine", "reference", "--warm-up", "0"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /** The lines of the error stream, without messages about other measurements on this host. */
    private List<String> linesOfErr() {
        return text(err).lines().filter(line -> !line.equals(HostLock.WAITING)).toList();
    }

    @Test
    void aModelOfWellKnownShapeIsThatMuchSmaller() {
        assertThat(PackedModel.load(SyntheticModels.of("resnet20", 1))
                        .describe()
                        .ratio())
                .isGreaterThan(25);
        assertThat(PackedModel.load(SyntheticModels.of("resnet18", 1))
                        .describe()
                        .ratio())
                .isGreaterThan(30.5);
    }

    private static Path blackImage(Path folder) throws IOException {
        Path image = folder.resolve("image.png");
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
        return image;
    }

    private int run(String... arguments) {
        return Main.run(arguments, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
