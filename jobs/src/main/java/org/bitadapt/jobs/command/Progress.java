package org.bitadapt.jobs.command;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The progress of one piece of work, shown at most five times a second on a terminal and every ten seconds elsewhere.
 *
 * <p>Thread-safe. Closing it prints the last state as a line, unless that is what was printed last.
 */
public final class Progress implements AutoCloseable {

    private static final int BAR_WIDTH = 24;
    private static final long TERMINAL_NANOS = Duration.ofMillis(200).toNanos();
    private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Console console;
    private final String label;
    private final long total;
    private final LongSupplier nanoTime;
    private final long started;
    private long shown;
    private long done;
    private String note = "";
    private String shownState = "";
    private boolean closed;

    Progress(Console console, String label, long total, LongSupplier nanoTime) {
        this.console = console;
        this.label = label;
        this.total = total;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.shown = started;
    }

    /** Says that {@code steps} steps are done in all. */
    public void at(long steps) {
        at(steps, note);
    }

    /**
     * Says that {@code steps} steps are done in all.
     *
     * @param remark a figure worth watching, such as {@code loss 1.234}; shown behind the bar
     */
    public synchronized void at(long steps, String remark) {
        done = steps;
        note = remark;
        long now = nanoTime.getAsLong();
        if (!closed && now - shown >= (console.isTerminal() ? TERMINAL_NANOS : LINE_NANOS)) {
            shown = now;
            show();
        }
    }

    /** Says that {@code steps} more steps are done. */
    public synchronized void advance(long steps) {
        at(done + steps, note);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (console.isTerminal() || !state().equals(shownState)) {
                console.say(line(false));
            }
        }
    }

    private String state() {
        return done + note;
    }

    private void show() {
        shownState = state();
        if (console.isTerminal()) {
            console.draw(line(true));
        } else {
            console.say(line(false));
        }
    }

    private String line(boolean bar) {
        StringBuilder text = new StringBuilder(label);
        if (total > 0) {
            double share = Math.min(1, (double) done / total);
            text.append(bar ? "  " + bar(share) : "")
                    .append(String.format(Locale.ROOT, "  %3.0f %%  %,d/%,d", 100 * share, done, total));
        } else if (done > 0) {
            text.append(String.format(Locale.ROOT, "  %,d", done));
        }
        text.append("  ").append(time(nanoTime.getAsLong() - started));
        return note.isEmpty() ? text.toString() : text + "  " + note;
    }

    private static String bar(double share) {
        int full = (int) Math.floor(BAR_WIDTH * share);
        return "[" + "#".repeat(full) + ".".repeat(BAR_WIDTH - full) + "]";
    }

    private static String time(long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        return duration.toMinutes() == 0
                ? String.format(Locale.ROOT, "%.1f s", nanos / 1e9)
                : String.format(Locale.ROOT, "%d:%02d min", duration.toMinutes(), duration.toSecondsPart());
    }
}
