package org.bitadapt.jobs.netadapt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.Progress;
import org.bitadapt.jobs.config.NetAdaptConfig;
import org.bitadapt.netadapt.latency.GridSteps;
import org.bitadapt.netadapt.latency.LatencyFile;
import org.bitadapt.netadapt.latency.LatencyGrid;
import org.bitadapt.netadapt.latency.LatencyHeader;
import org.bitadapt.netadapt.latency.LatencyRecorder;
import org.bitadapt.netadapt.latency.LayerShape;
import org.bitadapt.netadapt.latency.LayerTimer;

/** Reads and makes latency tables. */
final class LatencyTables {

    private LatencyTables() {}

    /** A table on any file system. */
    static LatencyFile read(String location, Configuration hadoop) throws IOException {
        Path path = new Path(location);
        try (var in = path.getFileSystem(hadoop).open(path)) {
            return LatencyFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), location);
        }
    }

    /**
     * Completes a table on this machine and shows how far it is.
     *
     * @param file made, or gone on with
     */
    static LatencyFile measure(
            Console console, LayerTimer timer, LatencyHeader header, java.nio.file.Path file, List<LayerShape> shapes)
            throws IOException {
        try (Progress progress = console.progress("Measuring layers", shapes.size())) {
            long start = System.nanoTime();
            LatencyRecorder recorder = new LatencyRecorder(
                    timer,
                    (done, total) -> progress.at(
                            (long) shapes.size() - total + done, left(System.nanoTime() - start, done, total)));
            return recorder.record(file, header, shapes);
        }
    }

    private static String left(long elapsed, int done, int total) {
        return done == 0 ? "" : String.format(Locale.ROOT, "%.1f min left", elapsed / 6e10 / done * (total - done));
    }

    /** Makes the table that a search of a network needs. */
    static LatencyFile measure(Console console, WholeLatency latency, NetworkSpec network, NetAdaptConfig config)
            throws IOException {
        GridSteps steps =
                new GridSteps(config.latency().step(), config.latency().linearStep());
        int least = Math.min(config.channelMultiple(), config.linearMultiple());
        List<LayerShape> shapes = LatencyGrid.of(network, steps, least);
        console.say(String.format(
                Locale.ROOT,
                "Measuring a latency table first: %,d shapes, at least %.1f min. Leave the machine alone.",
                shapes.size(),
                latency.layers().expected(shapes).toMillis() / 6e4));
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        java.nio.file.Path file = Files.createTempFile("bitadapt-latency", ".csv");
        try {
            return measure(console, latency.timer(network), latency.here(network, now), file, shapes);
        } finally {
            Files.delete(file);
        }
    }
}
