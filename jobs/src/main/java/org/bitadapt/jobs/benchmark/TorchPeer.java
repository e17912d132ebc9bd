package org.bitadapt.jobs.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.BadInputException;

/** PyTorch in a process of its own, which trains the same network in float32 when it is told to. */
final class TorchPeer implements AutoCloseable {

    private static final String SCRIPT = "train_torch.py";

    private final Path folder;
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;

    private TorchPeer(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /**
     * Starts the process.
     *
     * @param python the interpreter
     * @throws BadInputException if it has no torch
     */
    static TorchPeer start(String python, NetworkSpec network, int batch, int threads) throws IOException {
        requireTorch(python);
        Path folder = Files.createTempDirectory("bitadapt-peer");
        Path script = folder.resolve(SCRIPT);
        try (InputStream in = TorchPeer.class.getResourceAsStream(SCRIPT)) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
        Path spec = Files.writeString(folder.resolve("network.json"), NetworkJson.write(network));
        List<String> command =
                List.of(python, script.toString(), spec.toString(), Integer.toString(batch), Integer.toString(threads));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        // The launcher's one thread a task is for our process, not for the peer's.
        builder.environment().remove("OMP_NUM_THREADS");
        return new TorchPeer(folder, builder.start());
    }

    private static void requireTorch(String python) throws IOException {
        String remedy = "Install it, name the interpreter by --python, or leave --compare out.";
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

    /** Trains for a while, at least two steps. */
    Speeds measure(Duration duration) throws IOException {
        orders.println(duration.toMillis() / 1000.0);
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("The PyTorch process ended early");
        }
        return Speeds.of(Arrays.stream(line.split(" ")).map(Double::valueOf).toList());
    }

    /** The most memory it has had so far, resident; null where the system does not tell. */
    Long peakMemoryBytes() {
        return ResidentMemory.peakBytes(process.toHandle());
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
