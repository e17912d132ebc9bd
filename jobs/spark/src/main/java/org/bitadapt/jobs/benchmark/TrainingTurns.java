package org.bitadapt.jobs.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.quant.benchmark.TrainingBenchmark;
import org.bitadapt.quant.benchmark.TrainingSpeed;

/**
 * Turns of training by the engine and, where one is there, by a peer: one after the other, so that both see the same
 * machine.
 *
 * @param ours what the engine did in each turn, at least one
 * @param peer what the peer did; empty without a peer
 */
record TrainingTurns(List<TrainingSpeed> ours, Optional<Peer> peer) {

    private static final Duration WARM_UP = Duration.ofSeconds(15);

    /**
     * The turns of PyTorch.
     *
     * @param turns the images per second of each turn
     * @param form the fastest form, in which the turns were run
     * @param peakMemoryBytes the most resident bytes of its process; null where the system does not tell
     */
    record Peer(List<Speeds> turns, String form, Long peakMemoryBytes) {}

    /**
     * Measures.
     *
     * @param torch the peer; null for none
     * @param rounds the number of turns of each, at least 1
     * @param turn the length of a turn
     */
    static TrainingTurns measure(
            TrainingBenchmark benchmark, TorchPeer torch, int rounds, Duration turn, Console console)
            throws IOException {
        console.say("Warming up for " + WARM_UP.toSeconds() + " s");
        benchmark.measure(WARM_UP, Duration.ofSeconds(1));
        List<TrainingSpeed> ours = new ArrayList<>();
        List<Speeds> theirs = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            TrainingSpeed own = benchmark.measure(Duration.ZERO, turn);
            ours.add(own);
            String line = String.format(Locale.ROOT, "Round %d/%d: %,.1f images/s", round, rounds, own.median());
            if (torch != null) {
                Speeds other = torch.measure(turn);
                theirs.add(other);
                line += ", PyTorch " + other;
            }
            console.say(line);
        }
        return new TrainingTurns(
                ours,
                torch == null
                        ? Optional.empty()
                        : Optional.of(new Peer(theirs, torch.form(), torch.peakMemoryBytes())));
    }
}
