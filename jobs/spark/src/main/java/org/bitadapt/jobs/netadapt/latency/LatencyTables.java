package org.bitadapt.jobs.netadapt.latency;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.config.NetAdaptConfig;
import org.bitadapt.jobs.files.TextFiles;
import org.bitadapt.netadapt.latency.LatencyGrid;
import org.bitadapt.netadapt.latency.LatencyTable;
import org.bitadapt.runtime.latency.GridSteps;
import org.bitadapt.runtime.latency.LatencyFile;
import org.bitadapt.runtime.latency.LatencyHeader;
import org.bitadapt.runtime.latency.LatencyRecorder;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.LayerTimer;
import org.bitadapt.runtime.latency.TimingEffort;

/** Reads and makes latency tables. */
public final class LatencyTables {

    private LatencyTables() {}

    /** Reads a table on any file system. */
    public static LatencyTable read(String location, Configuration hadoop) throws IOException {
        Path path = Locations.input("latency table", location, hadoop);
        return new LatencyTable(LatencyFile.parse(TextFiles.read(path, hadoop), location), location);
    }

    /**
     * An order for a table.
     *
     * @param header the header for this machine
     * @param shapes the shapes, in the order in which they are measured
     * @param effort how long each shape is measured
     */
    public record Order(LatencyHeader header, List<LayerShape> shapes, TimingEffort effort) {}

    /**
     * Completes a table on this machine, and shows the progress and the time left.
     *
     * @param file the table's file, which is made or completed
     */
    public static LatencyTable measure(Console console, LayerTimer timer, Order order, java.nio.file.Path file)
            throws IOException {
        try (MeasuringProgress progress = new MeasuringProgress(console, order.effort())) {
            LatencyFile made = new LatencyRecorder(timer, progress).record(file, order.header(), order.shapes());
            return new LatencyTable(made, file.toString());
        }
    }

    /** Makes the table that a search of a network needs. */
    public static LatencyTable measure(
            Console console, WholeLatency latency, NetworkSpec network, NetAdaptConfig config) throws IOException {
        GridSteps steps =
                new GridSteps(config.latency().step(), config.latency().linearStep());
        int least = Math.min(config.channelMultiple(), config.linearMultiple());
        List<LayerShape> shapes = LatencyGrid.of(network, config.proposals(), steps, least);
        console.say("Measuring a latency table first.");
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        java.nio.file.Path file = Files.createTempFile("bitadapt-latency", ".csv");
        try {
            Order order = new Order(latency.here(network, now), shapes, latency.layers());
            return measure(console, latency.timer(network), order, file);
        } finally {
            Files.delete(file);
        }
    }
}
