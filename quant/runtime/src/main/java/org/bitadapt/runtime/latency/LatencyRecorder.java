package org.bitadapt.runtime.latency;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Measures the shapes that a file lacks, and adds each shape to the file as soon as it is measured. */
public final class LatencyRecorder {

    private final LayerTimer timer;
    private final Listener listener;

    /** Hears how the measurement goes. */
    @FunctionalInterface
    public interface Listener {

        /** Called before a wait for another measurement on this host. */
        default void waiting() {}

        /**
         * Called before the first measurement.
         *
         * @param missing the shapes to measure
         */
        default void starting(List<LayerShape> missing) {}

        /**
         * Called after each measurement.
         *
         * @param done the number of shapes measured so far
         * @param total the number of shapes that were missing at the start
         */
        void measured(int done, int total);
    }

    /**
     * Makes a recorder, and measures nothing yet.
     *
     * @param timer measures a shape
     * @param listener hears how the measurement goes
     */
    public LatencyRecorder(LayerTimer timer, Listener listener) {
        this.timer = timer;
        this.listener = listener;
    }

    /**
     * Completes a file, while nothing else is measured on this host.
     *
     * @param file the file, which is made if it does not exist, else continued
     * @param header the header of these measurements; the file's header must agree but for the date
     * @param shapes the shapes that the file is to have
     * @return the contents of the whole file
     * @throws IllegalArgumentException if the file is no table, or a table that was measured on another machine or in
     *     another way
     * @throws IOException if the file cannot be read or written
     */
    public LatencyFile record(Path file, LatencyHeader header, List<LayerShape> shapes) throws IOException {
        return HostLock.alone(listener::waiting, () -> complete(file, header, shapes));
    }

    private LatencyFile complete(Path file, LatencyHeader header, List<LayerShape> shapes) throws IOException {
        LatencyFile found = LatencyFile.resume(file, header);
        List<LayerShape> missing = missing(found, shapes);
        List<LatencyRow> rows = new ArrayList<>(found.rows());
        listener.starting(missing);
        try (BufferedWriter out = LatencyFile.append(file)) {
            for (int i = 0; i < missing.size(); i++) {
                LatencyRow row = new LatencyRow(missing.get(i), timer.time(missing.get(i)));
                rows.add(row);
                out.write(LayerColumns.text(row) + "\n");
                out.flush();
                listener.measured(i + 1, missing.size());
            }
        }
        return new LatencyFile(found.header(), rows);
    }

    private static List<LayerShape> missing(LatencyFile file, List<LayerShape> shapes) {
        Set<LayerShape> known = new HashSet<>();
        file.rows().forEach(row -> known.add(row.shape()));
        return shapes.stream().filter(shape -> !known.contains(shape)).toList();
    }
}
