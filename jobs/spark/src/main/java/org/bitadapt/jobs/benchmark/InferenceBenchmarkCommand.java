package org.bitadapt.jobs.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.runtime.EngineChoice;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;
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
    private static final int WARM_UP_TURNS = 4;
    private static final int SEED = 2;

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
        requirePositive("--batch", batch);
        if (!(seconds > 0)) {
            throw new BadInputException("Invalid --seconds: " + seconds + " (must be above 0)", "");
        }
        requirePositive("--rounds", rounds);
        if (peer != null) {
            OnnxRuntimePeer.require();
        }
        InferenceSubject subject = source.model == null
                ? InferenceSubject.ofNetwork(source.network)
                : InferenceSubject.ofModel(source.model);
        byte[] pixels =
                new byte[Math.multiplyExact(batch, subject.network().input().size())];
        new Random(SEED).nextBytes(pixels);
        float[] scores = new float[batch * subject.model().classes()];
        try (Session session = subject.model().openSession(new SessionOptions(EngineChoice.AUTO, threads))) {
            session.warmUp();
            return measure(console, subject, new Calls(session, pixels, batch, scores));
        }
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new BadInputException("Invalid " + option + ": " + value + " (must be 1 or more)", "");
        }
    }

    /** Calls of the engine on the same images. */
    @SuppressWarnings("ArrayRecordComponent") // shared by all calls, never compared
    private record Calls(Session session, byte[] pixels, int batch, float[] scores)
            implements ContestantTurns.Contestant {

        @Override
        public void run() {
            session.run(pixels, batch, scores);
        }
    }

    private InferenceOutcome measure(Console console, InferenceSubject subject, Calls calls) {
        Duration turn = Duration.ofNanos((long) (seconds * 1e9));
        console.say("Warming up");
        ContestantTurns ours = new ContestantTurns(calls);
        ours.warmUp(turn.multipliedBy(WARM_UP_TURNS));
        Long resident = ResidentMemory.bytes();
        Map<String, Latency> peers = new LinkedHashMap<>();
        if (peer == null) {
            turns(console, turn, Map.of("BitAdapt", ours));
        } else {
            Shape image = subject.network().input();
            ByteBuffer planes = planes(image, calls.pixels());
            try (OnnxRuntimePeer int8 = OnnxRuntimePeer.open(subject.int8(), image, planes, threads);
                    OnnxRuntimePeer float32 = OnnxRuntimePeer.open(subject.float32(), image, planes, threads)) {
                Map<String, ContestantTurns> all = new LinkedHashMap<>();
                all.put("BitAdapt", ours);
                all.put("int8", new ContestantTurns(int8));
                all.put("float32", new ContestantTurns(float32));
                all.values().forEach(contestant -> contestant.warmUp(turn));
                turns(console, turn, all);
                all.remove("BitAdapt");
                all.forEach((name, contestant) -> peers.put(name, contestant.latency()));
            }
        }
        return outcome(subject, calls, ours.latency(), peers, resident, turn);
    }

    private void turns(Console console, Duration turn, Map<String, ContestantTurns> contestants) {
        for (int round = 1; round <= rounds; round++) {
            contestants.values().forEach(contestant -> contestant.turn(turn));
            console.say(String.format(Locale.ROOT, "Round %d/%d", round, rounds));
        }
    }

    private InferenceOutcome outcome(
            InferenceSubject subject,
            Calls calls,
            Latency latency,
            Map<String, Latency> peers,
            Long resident,
            Duration turn) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        peers.forEach((name, theirs) -> ratios.put(name, theirs.medianMillis() / latency.medianMillis()));
        return new InferenceOutcome(
                subject.network().name(),
                calls.session().engineName(),
                batch,
                threads,
                latency.medianMillis(),
                latency.p90Millis(),
                latency.p99Millis(),
                batch * 1e3 / latency.medianMillis(),
                subject.model().describe().fileBytes(),
                resident,
                LayerTimes.measure(subject.model(), calls.session(), calls.pixels(), batch, turn),
                peers,
                ratios);
    }

    /** Images of layout {@code [channel][y][x]}, made of images {@code [y][x][channel]}. */
    private static ByteBuffer planes(Shape image, byte[] pixels) {
        int plane = image.height() * image.width();
        ByteBuffer planes = ByteBuffer.allocateDirect(pixels.length).order(ByteOrder.nativeOrder());
        for (int i = 0; i < pixels.length; i++) {
            int position = i / image.channels() % plane;
            int channel = i % image.channels();
            planes.put(i / image.size() * image.size() + channel * plane + position, pixels[i]);
        }
        return planes;
    }
}
