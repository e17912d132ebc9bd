package org.bitadapt.jobs.benchmark;

import java.io.IOException;
import java.time.Duration;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.config.PrecisionOption;
import org.bitadapt.quant.benchmark.TrainingBenchmark;
import org.bitadapt.quant.engine.contract.EngineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bitadapt benchmark training}. */
@Command(
        name = "training",
        description = {
            "Measures training steps of the engine on random images: forward, loss, backward, update.",
            "With --compare pytorch the same network is trained by PyTorch in float weights, in the fastest of its layouts and"
                    + " types, turn by turn in this call."
        },
        footer = {
            "  bitadapt benchmark training --network resnet20",
            "  bitadapt benchmark training --network alexnet --precision binary --threads 2 --compare pytorch"
        })
public final class TrainingBenchmarkCommand extends JobCommand {

    /** A framework that can be measured beside the engine. */
    enum Peer {
        /** PyTorch, in its fastest form. */
        PYTORCH
    }

    @Mixin
    private NetworkOption network;

    @Mixin
    private PrecisionOption precision;

    @Option(
            names = "--batch",
            paramLabel = "IMAGES",
            defaultValue = "64",
            description = "Images a step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--threads",
            paramLabel = "COUNT",
            defaultValue = "2",
            description = "Threads of the engine and of the peer (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Length of a turn (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--rounds",
            paramLabel = "COUNT",
            defaultValue = "5",
            description = "Turns of each (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--compare", paramLabel = "PEER", description = "pytorch: needs python3 with torch.")
    private Peer peer;

    @Mixin
    private PythonOption python;

    @Override
    protected TrainingSpeedOutcome run(Console console) throws IOException {
        OptionRules.requirePositive("--batch", batch);
        OptionRules.requirePositive("--threads", threads);
        OptionRules.requirePositive("--seconds", seconds);
        OptionRules.requirePositive("--rounds", rounds);
        NetworkSpec plain = network.spec(10);
        EngineOptions options = EngineOptions.automatic(threads, batch);
        NetworkSpec spec = precision.of(network.name(), plain, console::say);
        try (TrainingBenchmark benchmark = new TrainingBenchmark(spec, options);
                TorchPeer torch = peer == null ? null : TorchPeer.start(python.path(), plain, batch, threads)) {
            TrainingTurns turns = TrainingTurns.measure(benchmark, torch, rounds, Duration.ofSeconds(seconds), console);
            return TrainingSpeedOutcome.of(network.name(), precision.word(), batch, threads, turns);
        }
    }
}
