package org.bitadapt.jobs.command;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.function.LongSupplier;

/**
 * Standard error as commands see it: notes, and the progress of one piece of work at a time.
 *
 * <p>Thread-safe. On a terminal progress is a bar that is drawn over itself; elsewhere it is a line now and then.
 */
public final class Console {

    private final PrintWriter out;
    private final int columns;
    private final LongSupplier nanoTime;
    private int drawnWidth;

    /**
     * @param out where it writes, usually standard error
     * @param columns of the terminal, whose lines can be drawn over; 0 if there is none
     */
    public Console(PrintWriter out, int columns) {
        this(out, columns, System::nanoTime);
    }

    Console(PrintWriter out, int columns, LongSupplier nanoTime) {
        this.out = out;
        this.columns = columns;
        this.nanoTime = nanoTime;
    }

    /** The columns of the terminal that shows standard error, as the launcher found out; 0 if there is none. */
    public static int columnsOfStandardError() {
        String columns = System.getenv().getOrDefault("BITADAPT_COLUMNS", "");
        return columns.matches("[0-9]{1,5}") ? Integer.parseInt(columns) : 0;
    }

    /** A console on which nothing is seen. */
    public static Console silent() {
        return new Console(new PrintWriter(Writer.nullWriter()), 0);
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
        return Progress.begin(this, label, total, nanoTime);
    }

    boolean isTerminal() {
        return columns > 0;
    }

    /** How long a line may be without flowing into the next one. */
    int width() {
        return isTerminal() ? columns - 1 : Integer.MAX_VALUE;
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
