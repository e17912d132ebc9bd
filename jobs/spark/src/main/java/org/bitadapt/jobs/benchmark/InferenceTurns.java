package org.bitadapt.jobs.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.runtime.EngineChoice;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;

/**
 * Calls of a packed model, and of its peers, on the same random images, turn by turn.
 *
 * @param batch the number of images of a call
 * @param threads the number of threads of each contestant
 * @param rounds the number of turns of each contestant
 * @param turn the length of a turn
 */
record InferenceTurns(InferenceSubject subject, int batch, int threads, int rounds, Duration turn) {

    private static final int SEED = 2;
    private static final int WARM_UP_TURNS = 4;

    /**
     * Measures.
     *
     * @param compared whether ONNX Runtime takes turns, too, with the network in 8-bit integers and in floats
     */
    InferenceOutcome measure(boolean compared, Console console) {
        byte[] pixels =
                new byte[Math.multiplyExact(batch, subject.network().input().size())];
        new Random(SEED).nextBytes(pixels);
        float[] scores = new float[batch * subject.model().classes()];
        try (Session session = subject.model().openSession(new SessionOptions(EngineChoice.AUTO, threads))) {
            session.warmUp();
            return measure(compared, console, new Calls(session, pixels, batch, scores));
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

    private InferenceOutcome measure(boolean compared, Console console, Calls calls) {
        console.say("Warming up");
        ContestantTurns ours = new ContestantTurns(calls);
        ours.warmUp(turn.multipliedBy(WARM_UP_TURNS));
        Long resident = ResidentMemory.bytes();
        Map<String, Latency> peers = new LinkedHashMap<>();
        if (!compared) {
            turns(console, Map.of("BitAdapt", ours));
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
                turns(console, all);
                all.remove("BitAdapt");
                all.forEach((name, contestant) -> peers.put(name, contestant.latency()));
            }
        }
        return outcome(calls, ours.latency(), peers, resident);
    }

    private void turns(Console console, Map<String, ContestantTurns> contestants) {
        for (int round = 1; round <= rounds; round++) {
            contestants.values().forEach(contestant -> contestant.turn(turn));
            console.say(String.format(Locale.ROOT, "Round %d/%d", round, rounds));
        }
    }

    private InferenceOutcome outcome(Calls calls, Latency latency, Map<String, Latency> peers, Long resident) {
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
