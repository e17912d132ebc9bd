package org.bitadapt.jobs.benchmark;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.quant.benchmark.TrainingSpeed;

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
record TrainingSpeedOutcome(
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

    static TrainingSpeedOutcome of(String network, String precision, int batch, int threads, TrainingTurns turns) {
        Speeds engine = Speeds.over(turns.ours().stream()
                .map(speed -> new Speeds(speed.median(), speed.minimum(), speed.maximum()))
                .toList());
        Map<String, Speeds> peers = new LinkedHashMap<>();
        Map<String, Double> ratios = new LinkedHashMap<>();
        turns.peer().ifPresent(peer -> {
            Speeds torch = Speeds.over(peer.turns());
            peers.put("pytorch", torch);
            ratios.put("pytorch", engine.median() / torch.median());
        });
        TrainingSpeed last = turns.ours().get(turns.ours().size() - 1);
        Map<String, Double> shares = new LinkedHashMap<>();
        last.shares().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> shares.put(entry.getKey().name().toLowerCase(Locale.ROOT), entry.getValue()));
        return new TrainingSpeedOutcome(
                network,
                precision,
                batch,
                threads,
                engine,
                peers,
                turns.peer().map(TrainingTurns.Peer::form).orElse(null),
                ratios,
                shares,
                last.peakResidentBytes(),
                turns.peer().map(TrainingTurns.Peer::peakMemoryBytes).orElse(null),
                last.pageFaultsPerStep(),
                turns.ours().size());
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
        shares.forEach(
                (phase, share) -> text.append(String.format(Locale.ROOT, "%n  %-12s %5.1f %%", phase, 100 * share)));
        text.append(String.format(Locale.ROOT, "%nPeak memory %,d MiB", peakMemoryBytes >> 20));
        if (peerMemoryBytes != null) {
            text.append(String.format(Locale.ROOT, ", PyTorch %,d MiB", peerMemoryBytes >> 20));
        }
        return text.toString();
    }
}
