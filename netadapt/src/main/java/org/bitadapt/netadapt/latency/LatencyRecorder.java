package org.bitadapt.netadapt.latency;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Measures the shapes that a file lacks, and adds each to it as soon as it is known. */
public final class LatencyRecorder {

    private final LayerTimer timer;
    private final Listener listener;

    /** Hears how it goes. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Called after each measurement, and once before the first with {@code done = 0}.
         *
         * @param done shapes measured now
         * @param total shapes that were missing
         */
        void measured(int done, int total);
    }

    /**
     * @param timer measures
     * @param listener hears how it goes
     */
    public LatencyRecorder(LayerTimer timer, Listener listener) {
        this.timer = timer;
        this.listener = listener;
    }

    /**
     * Completes a file.
     *
     * @param file made if it is not there, else continued
     * @param header of these measurements; what is in the file must agree but for the date
     * @param shapes what the file is to have
     * @return the whole file
     */
    public LatencyFile record(Path file, LatencyHeader header, List<LayerShape> shapes) throws IOException {
        LatencyFile found = LatencyFile.resume(file, header);
        List<LatencyRow> rows = new ArrayList<>(found.rows());
        List<LayerShape> missing = missing(found, shapes);
        listener.measured(0, missing.size());
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

    /** The shapes that a file does not have. */
    public static List<LayerShape> missing(LatencyFile file, List<LayerShape> shapes) {
        Set<LayerShape> known = new HashSet<>();
        file.rows().forEach(row -> known.add(row.shape()));
        return shapes.stream().filter(shape -> !known.contains(shape)).toList();
    }
}
