package org.bitadapt.runtime.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.bitadapt.runtime.latency.HostLock;
import org.bitadapt.runtime.latency.LatencyRecorder;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.TimingEffort;

/** Shows how the making of a table goes: first how long it will take, then a line now and then. */
final class TableProgress implements LatencyRecorder.Listener {
    private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();

    /** The line that is shown before the network itself is measured. */
    static final String WHOLE = "Measuring the whole network.";

    private final PrintStream err;
    private final TimingEffort effort;
    private long start;
    private long shown;

    TableProgress(PrintStream err, TimingEffort effort) {
        this.err = err;
        this.effort = effort;
    }

    @Override
    public void waiting() {
        err.println(HostLock.WAITING);
    }

    @Override
    public void starting(List<LayerShape> missing) {
        start = System.nanoTime();
        shown = start;
        err.printf(
                Locale.ROOT,
                "%,d shapes to measure: at least %.1f min. Leave the device alone.%n",
                missing.size(),
                effort.expected(missing).toMillis() / 6e4);
    }

    @Override
    public void measured(int done, int total) {
        long now = System.nanoTime();
        if (now - shown >= BETWEEN_LINES) {
            shown = now;
            double minutes = (now - start) / 6e10;
            err.printf(Locale.ROOT, "%,d of %,d shapes, %.1f min left%n", done, total, minutes / done * (total - done));
        }
    }

    /** Called when the table is complete, before the network itself is measured. */
    void startingWhole() {
        err.println(WHOLE);
    }
}
