package org.bitadapt.jobs.benchmark;

import java.io.IOException;
import java.time.Duration;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bitadapt benchmark inference}. */
@Command(
        name = "inference",
        description = {
            "Measures a packed model on random images: time of a call, images a second, time of each layer.",
            "With --compare onnxruntime the same network runs in ONNX Runtime too, in float32 and wholly in 8 bits, turn by"
                    + " turn in this call."
        },
        footer = {
            "  bitadapt benchmark inference --model resnet20.bnn",
            "  bitadapt benchmark inference --network resnet18 --batch 64 --threads 2 --compare onnxruntime"
        })
public final class InferenceBenchmarkCommand extends JobCommand {

    // The JVM's compiled code of the vector kernels is final after some seconds; ONNX Runtime's code always is.

    /** A runtime that can be measured beside the engine. */
    enum Peer {
        /** ONNX Runtime, float32 and 8 bits. */
        ONNXRUNTIME
    }

    @ArgGroup(multiplicity = "1")
    private Source source;

    /** The options that say what to measure. */
    static final class Source {

        @Option(names = "--model", paramLabel = "PATH", description = "A .bnn file, a run that has one, or zoo:NAME.")
        private String model;

        @Option(
                names = "--network",
                paramLabel = "NAME",
                description = "A network that inspect knows, with seeded weights.")
        private String network;
    }

    @Option(
            names = "--batch",
            paramLabel = "IMAGES",
            defaultValue = "1",
            description = "Images a call (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--threads",
            paramLabel = "COUNT",
            defaultValue = "1",
            description = "Threads of the engine and of the peer (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "Length of a turn (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--rounds",
            paramLabel = "COUNT",
            defaultValue = "7",
            description = "Turns of each (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--compare",
            paramLabel = "PEER",
            description = "onnxruntime: the launcher puts it on the class path.")
    private Peer peer;

    @Override
    protected InferenceOutcome run(Console console) throws IOException {
        OptionRules.requirePositive("--batch", batch);
        if (!(seconds > 0)) {
            throw new BadInputException("Invalid --seconds: " + seconds + " (must be above 0)", "");
        }
        OptionRules.requirePositive("--rounds", rounds);
        if (peer != null) {
            OnnxRuntimePeer.require();
        }
        InferenceSubject subject = source.model == null
                ? InferenceSubject.ofNetwork(source.network)
                : InferenceSubject.ofModel(source.model);
        Duration turn = Duration.ofNanos((long) (seconds * 1e9));
        InferenceTurns turns = new InferenceTurns(subject, batch, threads, rounds, turn);
        return turns.measure(peer != null, console);
    }
}
