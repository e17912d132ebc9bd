package org.bitadapt.jobs.netadapt.latency;

import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.Progress;
import org.bitadapt.runtime.latency.HostLock;
import org.bitadapt.runtime.latency.LatencyRecorder;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.TimingEffort;

/** Shows how the making of a latency table goes. */
final class MeasuringProgress implements LatencyRecorder.Listener, AutoCloseable {

    private final Console console;
    private final TimingEffort effort;
    private Progress progress;
    private long start;

    MeasuringProgress(Console console, TimingEffort effort) {
        this.console = console;
        this.effort = effort;
    }

    @Override
    public void waiting() {
        console.say(HostLock.WAITING);
    }

    @Override
    public void starting(List<LayerShape> missing) {
        console.say(String.format(
                Locale.ROOT,
                "%,d shapes to measure: at least %.1f min. Leave the machine alone.",
                missing.size(),
                effort.expected(missing).toMillis() / 6e4));
        start = System.nanoTime();
        progress = console.progress("Measuring layers", missing.size());
    }

    @Override
    public void measured(int done, int total) {
        double minutes = (System.nanoTime() - start) / 6e10;
        progress.at(done, String.format(Locale.ROOT, "%.1f min left", minutes / done * (total - done)));
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
        }
    }
}
