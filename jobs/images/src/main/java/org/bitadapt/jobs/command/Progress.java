package org.bitadapt.jobs.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The progress of one piece of work, shown at most five times a second on a terminal and every ten seconds elsewhere.
 *
 * <p>Thread-safe. Closing a progress prints its last state as a line, unless that state was printed last.
 */
public final class Progress implements AutoCloseable {

    private static final int BAR_WIDTH = 24;
    private static final long TERMINAL_NANOS = Duration.ofMillis(200).toNanos();
    private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();

    /**
     * The work that this process does now, for the last word of a process that is stopped; empty if nothing is shown.
     */
    private static volatile String current = "";

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

    private Progress(Console console, String label, long total, LongSupplier nanoTime) {
        this.console = console;
        this.label = label;
        this.total = total;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.shown = started;
    }

    /** The progress of work that begins now. */
    static Progress begin(Console console, String label, long total, LongSupplier nanoTime) {
        current = label;
        return new Progress(console, label, total, nanoTime);
    }

    /** The label of the work that was begun last and has not ended, such as {@code Epoch 3/10}; empty if there is none. */
    public static String current() {
        return current;
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
            current = "";
            if (console.isTerminal() || !state().equals(shownState)) {
                console.say(line());
            }
        }
    }

    private String state() {
        return done + note;
    }

    private void show() {
        shownState = state();
        if (console.isTerminal()) {
            console.draw(fitting());
        } else {
            console.say(line());
        }
    }

    /**
     * The text that has room on a line of the terminal: without the bar if need be, then without counts, then cut off.
     */
    private String fitting() {
        long elapsed = nanoTime.getAsLong() - started;
        double share = share();
        String percent = total > 0 ? String.format(Locale.ROOT, "%3.0f %%", 100 * share) : "";
        String time = joined(time(elapsed), left(elapsed));
        List<String> lines = List.of(
                joined(label, total > 0 ? bar(share) : "", percent, count(), time, note),
                joined(label, percent, count(), time, note),
                joined(label, percent, time, note));
        return lines.stream()
                .filter(line -> line.length() <= console.width())
                .findFirst()
                .orElseGet(() -> lines.get(2).substring(0, Math.min(lines.get(2).length(), console.width())));
    }

    /** A line that stays; on a terminal without counts and share if there is no room for them. */
    private String line() {
        long elapsed = nanoTime.getAsLong() - started;
        String percent = total > 0 ? String.format(Locale.ROOT, "%3.0f %%", 100 * share()) : "";
        String left = closed ? "" : left(elapsed);
        String whole = joined(label, percent, count(), time(elapsed), left, note);
        return !console.isTerminal() || whole.length() <= console.width()
                ? whole
                : joined(label, time(elapsed), left, note);
    }

    private double share() {
        return total > 0 ? Math.min(1, (double) done / total) : 0;
    }

    private String count() {
        if (total > 0) {
            return String.format(Locale.ROOT, "%,d/%,d", done, total);
        }
        return done > 0 ? String.format(Locale.ROOT, "%,d", done) : "";
    }

    /** The time that the rest takes at the speed so far; empty if that is not known, or there is no rest. */
    private String left(long elapsed) {
        double share = share();
        return share > 0 && share < 1 ? time((long) (elapsed * (1 - share) / share)) + " left" : "";
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("  "));
    }

    private static String bar(double share) {
        int full = (int) Math.floor(BAR_WIDTH * share);
        return "[" + "#".repeat(full) + ".".repeat(BAR_WIDTH - full) + "]";
    }

    /** A duration for people: {@code 9.8 s}, {@code 1:15 min}, {@code 2:05 h}. */
    public static String time(long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        if (duration.toMinutes() == 0) {
            return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
        }
        return duration.toHours() == 0
                ? String.format(Locale.ROOT, "%d:%02d min", duration.toMinutes(), duration.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d h", duration.toHours(), duration.toMinutesPart());
    }
}
