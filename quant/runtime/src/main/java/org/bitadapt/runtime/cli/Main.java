package org.bitadapt.runtime.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;
import org.bitadapt.runtime.UnavailableEngineException;
import org.bitadapt.runtime.format.Width;

/** The program that {@code java -jar bitadapt-runtime.jar COMMAND} runs. */
public final class Main {
    private static final String USAGE = """
            usage: java [--add-modules jdk.incubator.vector] -jar bitadapt-runtime.jar COMMAND
              inspect   MODEL.bnn                 what is in the file (also: describe)
              run       MODEL.bnn IMAGE... [--top 1] [--json] [--threads 1] [--engine auto|vector|planes|reference]
                        [--weights 2] [--maps 8]
                                                  the likeliest classes of each image, a PNG or JPEG file: upright as
                                                  EXIF says, seen on black, and cropped, stretched or padded to the
                                                  model's shape as in training; `inspect` says which
              benchmark MODEL.bnn | NETWORK [--threads 1] [--batch 1] [--seconds 3] [--engine auto|vector|planes|reference]
                        [--weights 1] [--maps 8]  time per call and per layer; NETWORK, with random weights, is one of
                                                  %s
              trim      MODEL.bnn --weights 1,2 [--maps 8] --output FILE.bnn
                                                  a model file with some of the model's widths
              latency-table MODEL.bnn | NETWORK --output TABLE.csv [--target local] [--step 8] [--linear-step 64]
                        [--least 8] [--threads 1] [--engine auto|vector|planes|reference] [--warm-up 2]
                                                  time of each layer at multiples of so many channels, for a search by
                                                  `bitadapt netadapt`; the same command goes on with a table. A model
                                                  of several widths is measured at all of them
              --help, --version                   this text; the version and the JVM
            --weights and --maps choose a width, the bits of weights and maps, of a model that has several (`inspect` says
            which); without them, it runs at its widest.
            Exit codes: 0 done, 1 failed, 2 bad input, such as an image that cannot be read.
            The flag switches on the vector engine, which gives the same results sooner.
            """;

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private Main() {}

    /**
     * Runs a command and ends the JVM with 0, 1 (failure) or 2 (bad input).
     *
     * @param arguments a command and its arguments
     */
    public static void main(String[] arguments) {
        // Images are read and scaled, never shown.
        System.setProperty("java.awt.headless", "true");
        // The kernels' indices follow from a validated model; this JVM runs nothing else that uses vectors.
        System.getProperties().putIfAbsent("jdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK", "0");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        return guarded(() -> run(Arrays.asList(arguments), out, err), err);
    }

    /** A part of the program that ends with an exit code. */
    @FunctionalInterface
    interface Command {
        int run() throws IOException;
    }

    /** Runs a command, and turns an exception of the command into one line and an exit code. */
    static int guarded(Command command, PrintStream err) {
        try {
            return command.run();
        } catch (NoSuchFileException e) {
            err.println("Invalid path: " + e.getFile() + " (must be a readable file)");
            return BAD_INPUT;
        } catch (IllegalArgumentException | UnavailableEngineException e) {
            err.println(e.getMessage());
            return BAD_INPUT;
        } catch (IllegalStateException e) {
            err.println(e.getCause() == null ? e.getMessage() : e.getMessage() + ": " + e.getCause());
            return FAILED;
        } catch (IOException e) {
            err.println(e);
            return FAILED;
        }
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err) throws IOException {
        String command = arguments.isEmpty() ? "" : arguments.get(0);
        if (List.of("--help", "-h", "help").contains(command)) {
            out.printf(Locale.ROOT, USAGE, SyntheticModels.names());
            return OK;
        }
        if (command.equals("--version")) {
            out.println(version());
            return OK;
        }
        boolean lacksImages = arguments.size() == 2 && command.equals("run");
        if (arguments.size() < 2 || lacksImages) {
            err.printf(Locale.ROOT, USAGE, SyntheticModels.names());
            return BAD_INPUT;
        }
        switch (command) {
            case "inspect", "describe" -> describe(Path.of(arguments.get(1)), out);
            case "run" -> {
                List<String> rest = arguments.subList(1, arguments.size());
                return new Classification(ClassificationOptions.parse(rest)).run(out, err) ? OK : BAD_INPUT;
            }
            case "benchmark" -> new Benchmark(BenchmarkOptions.parse(arguments.subList(1, arguments.size()))).run(out);
            case "trim" ->
                Trimming.parse(arguments.subList(1, arguments.size())).run(out);
            case "latency-table" ->
                new TableMeasurement(LatencyTableOptions.parse(arguments.subList(1, arguments.size()))).make(out, err);
            default -> {
                err.printf(Locale.ROOT, USAGE, SyntheticModels.names());
                return BAD_INPUT;
            }
        }
        return OK;
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "bitadapt-runtime " + (version == null ? "unknown" : version) + System.lineSeparator() + "Java "
                + System.getProperty("java.vm.version") + " of " + System.getProperty("java.vendor");
    }

    private static void describe(Path path, PrintStream out) throws IOException {
        PackedModel model = PackedModel.load(path);
        out.print(model.describe());
        out.printf(
                Locale.ROOT, "images: %s, %s%n", model.inputShape(), model.fit().word());
        List<Width> widest = List.of(model.network().width());
        try (Session session = model.openSession(SessionOptions.DEFAULT, widest)) {
            out.println(engine(session));
        }
    }

    static String engine(Session session) {
        boolean absent = ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty();
        return "engine: " + session.engineName()
                + (absent ? " (java --add-modules jdk.incubator.vector enables the vector engine)" : "");
    }
}
