package org.bitadapt.jobs.command;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * Standard error as commands see it: notes, and the progress of one piece of work at a time.
 *
 * <p>Thread-safe. On a terminal progress is a bar that is drawn over itself; elsewhere it is a line now and then.
 */
public final class Console {

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private int drawnWidth;

    /**
     * @param out where it writes, usually standard error
     * @param terminal whether a line can be drawn over
     */
    public Console(PrintWriter out, boolean terminal) {
        this(out, terminal, System::nanoTime);
    }

    Console(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    /** Whether people watch standard error, as the launcher found out: {@code BITADAPT_TERMINAL=1}. */
    public static boolean standardErrorIsTerminal() {
        return "1".equals(System.getenv("BITADAPT_TERMINAL"));
    }

    /** Prints a line. */
    public synchronized void say(String line) {
        erase();
        out.println(Printable.text(line));
        out.flush();
    }

    /**
     * Starts to show the progress of some work.
     *
     * @param label what is done, such as {@code Epoch 3}
     * @param total how many steps it has, or 0 if that is unknown
     * @return the work; close it when done
     */
    public Progress progress(String label, long total) {
        return new Progress(this, label, total, nanoTime);
    }

    boolean isTerminal() {
        return terminal;
    }

    synchronized void draw(String line) {
        out.print('\r' + Printable.message(line) + " ".repeat(Math.max(0, drawnWidth - line.length())));
        out.flush();
        drawnWidth = line.length();
    }

    private void erase() {
        if (drawnWidth > 0) {
            out.print('\r' + " ".repeat(drawnWidth) + '\r');
            drawnWidth = 0;
        }
    }
}
