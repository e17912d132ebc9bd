package org.bitadapt.jobs.benchmark;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.config.PrecisionOption;
import org.bitadapt.quant.benchmark.TrainingBenchmark;
import org.bitadapt.quant.benchmark.TrainingSpeed;
import org.bitadapt.quant.engine.EngineOptions;
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

    private static final Duration WARM_UP = Duration.ofSeconds(15);

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

    @Option(
            names = "--python",
            paramLabel = "PATH",
            defaultValue = "python3",
            description = "The interpreter of the peer (default: ${DEFAULT-VALUE}).")
    private String python;

    @Override
    protected Result run(Console console) throws IOException {
        NetworkSpec plain = network.spec(10);
        NetworkSpec measured = precision.of(plain);
        List<TrainingSpeed> ours = new ArrayList<>();
        List<Speeds> theirs = new ArrayList<>();
        Long theirPeak;
        String theirForm;
        try (TrainingBenchmark benchmark = new TrainingBenchmark(measured, EngineOptions.automatic(threads, batch));
                PeerTurns turns = new PeerTurns(peer == null ? null : TorchPeer.start(python, plain, batch, threads))) {
            console.say("Warming up for " + WARM_UP.toSeconds() + " s");
            benchmark.measure(WARM_UP, Duration.ofSeconds(1));
            for (int round = 1; round <= rounds; round++) {
                ours.add(benchmark.measure(Duration.ZERO, Duration.ofSeconds(seconds)));
                turns.measure(Duration.ofSeconds(seconds)).ifPresent(theirs::add);
                console.say("Round " + round + "/" + rounds + ": "
                        + String.format(
                                Locale.ROOT,
                                "%,.1f images/s",
                                ours.get(round - 1).median())
                        + (theirs.isEmpty() ? "" : ", PyTorch " + theirs.get(round - 1)));
            }
            theirPeak = turns.peakMemoryBytes();
            theirForm = turns.form();
        }
        return Result.of(this, ours, theirs, theirForm, theirPeak);
    }

    /** The peer's turns, if there is a peer. */
    private record PeerTurns(TorchPeer torch) implements AutoCloseable {

        Optional<Speeds> measure(Duration duration) throws IOException {
            return torch == null ? Optional.empty() : Optional.of(torch.measure(duration));
        }

        String form() {
            return torch == null ? null : torch.form();
        }

        Long peakMemoryBytes() {
            return torch == null ? null : torch.peakMemoryBytes();
        }

        @Override
        public void close() throws IOException {
            if (torch != null) {
                torch.close();
            }
        }
    }

    /**
     * The result of {@code benchmark training}.
     *
     * @param imagesPerSecond images that the engine trains on in a second
     * @param peers images that a peer trains on in a second, by the peer's name
     * @param peerForm the peer's fastest form, which was measured; null without a peer
     * @param ratios the engine's median divided by the peer's, by the peer's name
     * @param shares the shares of the engine's time in the last round, by kind of work
     * @param peakMemoryBytes the most resident bytes of this process
     * @param peerMemoryBytes the most resident bytes of the peer's process; null without a peer, or where the system
     *     does not tell
     * @param pageFaultsPerStep page faults per step in the last round
     */
    record Result(
            String network,
            String precision,
            int batch,
            int threads,
            Speeds imagesPerSecond,
            Map<String, Speeds> peers,
            String peerForm,
            Map<String, Double> ratios,
            Map<String, Double> shares,
            long peakMemoryBytes,
            Long peerMemoryBytes,
            double pageFaultsPerStep,
            @JsonIgnore int rounds)
            implements Outcome {

        static Result of(
                TrainingBenchmarkCommand asked,
                List<TrainingSpeed> ours,
                List<Speeds> theirs,
                String peerForm,
                Long peerMemoryBytes) {
            Speeds engine = Speeds.over(ours.stream()
                    .map(speed -> new Speeds(speed.median(), speed.minimum(), speed.maximum()))
                    .toList());
            Map<String, Speeds> peers = new LinkedHashMap<>();
            Map<String, Double> ratios = new LinkedHashMap<>();
            if (!theirs.isEmpty()) {
                peers.put("pytorch", Speeds.over(theirs));
                ratios.put("pytorch", engine.median() / peers.get("pytorch").median());
            }
            TrainingSpeed last = ours.get(ours.size() - 1);
            Map<String, Double> shares = new LinkedHashMap<>();
            last.shares().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> shares.put(entry.getKey().name().toLowerCase(Locale.ROOT), entry.getValue()));
            return new Result(
                    asked.network.name(),
                    asked.precision.word(),
                    asked.batch,
                    asked.threads,
                    engine,
                    peers,
                    peerForm,
                    ratios,
                    shares,
                    last.peakResidentBytes(),
                    peerMemoryBytes,
                    last.pageFaultsPerStep(),
                    asked.rounds);
        }

        @Override
        public String describe() {
            StringBuilder text = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%s, %s, batch %d, %d threads, %d rounds%nBitAdapt  %s images/s",
                    network,
                    precision,
                    batch,
                    threads,
                    rounds,
                    imagesPerSecond));
            peers.forEach((name, speeds) -> text.append(String.format(
                    Locale.ROOT, "%n%-9s %s images/s, ratio %.2f (%s)", name, speeds, ratios.get(name), peerForm)));
            shares.forEach((phase, share) ->
                    text.append(String.format(Locale.ROOT, "%n  %-12s %5.1f %%", phase, 100 * share)));
            text.append(String.format(Locale.ROOT, "%nPeak memory %,d MiB", peakMemoryBytes >> 20));
            if (peerMemoryBytes != null) {
                text.append(String.format(Locale.ROOT, ", PyTorch %,d MiB", peerMemoryBytes >> 20));
            }
            return text.toString();
        }
    }
}
