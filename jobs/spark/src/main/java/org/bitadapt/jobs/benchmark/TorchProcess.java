package org.bitadapt.jobs.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.jobs.command.BadInputException;

/**
 * A script of this package in a process of its own, which takes orders and answers line by line.
 *
 * <p>The script and the files that it reads are in a temporary folder, which is the script's first argument and is
 * deleted at the end.
 */
final class TorchProcess implements AutoCloseable {

    private static final List<String> SCRIPTS =
            List.of("network_torch.py", "train_torch.py", "agree_torch.py", "learn_torch.py");
    private static final String ERRORS = "errors.txt";

    private final Path folder;
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;

    private TorchProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /** Writes what a script reads. */
    @FunctionalInterface
    interface Input {

        /** Writes files, no folders. */
        void write(Path folder) throws IOException;
    }

    /**
     * Starts a script.
     *
     * @param python an interpreter that has torch
     * @param script the script's file name
     * @param arguments the script's arguments behind the folder
     */
    static TorchProcess start(String python, String script, Input input, Object... arguments) throws IOException {
        Path folder = Files.createTempDirectory("bitadapt-peer");
        try {
            for (String name : SCRIPTS) {
                try (InputStream in = TorchProcess.class.getResourceAsStream(name)) {
                    Files.copy(in, folder.resolve(name));
                }
            }
            input.write(folder);
            return new TorchProcess(folder, run(python, script, folder, arguments));
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    private static Process run(String python, String script, Path folder, Object... arguments) throws IOException {
        // -B: no compiled files beside the scripts.
        List<String> command =
                new ArrayList<>(List.of(python, "-B", folder.resolve(script).toString(), folder.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(folder.resolve(ERRORS).toFile());
        // The launcher sets one thread a task for our process, not for the peer's.
        builder.environment().remove("OMP_NUM_THREADS");
        return builder.start();
    }

    /**
     * Checks that an interpreter has torch.
     *
     * @throws BadInputException if there is no such interpreter, or the interpreter has no torch
     */
    static void requireTorch(String python) throws IOException {
        String remedy = "Install it, or name another interpreter by --python.";
        try {
            int exitCode =
                    new ProcessBuilder(python, "-c", "import torch").start().waitFor();
            if (exitCode != 0) {
                throw new BadInputException("No module torch for " + python, remedy);
            }
        } catch (IOException e) {
            throw new BadInputException("No interpreter " + python, remedy, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while asking for torch", e);
        }
    }

    /** Sends a line. */
    void tell(String order) {
        orders.println(order);
    }

    /** The numbers of the next line. */
    List<Double> numbers() throws IOException {
        return List.of(line().split(" ")).stream().map(Double::valueOf).toList();
    }

    /**
     * The next line.
     *
     * @throws IOException if the script has ended; the message has its last words
     */
    String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            List<String> errors = Files.readAllLines(folder.resolve(ERRORS));
            throw new IOException(
                    "The PyTorch process ended early" + (errors.isEmpty() ? "" : ": " + errors.get(errors.size() - 1)));
        }
        return line;
    }

    /** The script's process, for a look at its memory. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
