package org.bitadapt.jobs.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.NetworkSpec;

/**
 * PyTorch in a process of its own, which trains the same network when it is told to. The peer takes the fastest of its
 * forms: layout plain or channels last, products in float32 or, by autocast, in bfloat16.
 */
final class TorchPeer implements AutoCloseable {

    /** The time for which each form is tried. */
    private static final Duration TRIAL = Duration.ofSeconds(3);

    private final TorchProcess process;
    private final String form;

    private TorchPeer(TorchProcess process) throws IOException {
        this.process = process;
        this.form = process.line();
    }

    /**
     * Starts the process, and waits until it has tried its forms.
     *
     * @param python the interpreter
     * @throws org.bitadapt.jobs.command.BadInputException if the interpreter has no torch
     */
    static TorchPeer start(String python, NetworkSpec network, int batch, int threads) throws IOException {
        TorchProcess.requireTorch(python);
        return new TorchPeer(TorchProcess.start(
                python,
                "train_torch.py",
                folder -> Files.writeString(folder.resolve("network.json"), NetworkJson.write(network)),
                batch,
                threads,
                TRIAL.toSeconds()));
    }

    /** The fastest form, such as {@code channels last, bfloat16}. */
    String form() {
        return form;
    }

    /** Trains for a while, at least two steps. */
    Speeds measure(Duration duration) throws IOException {
        process.tell(Double.toString(duration.toMillis() / 1000.0));
        return Speeds.of(process.numbers());
    }

    /**
     * The most resident memory that the peer's process has had so far, in bytes; null where the system does not tell.
     */
    Long peakMemoryBytes() {
        return ResidentMemory.peakBytes(process.handle());
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
