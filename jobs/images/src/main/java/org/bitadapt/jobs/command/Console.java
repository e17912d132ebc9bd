package org.bitadapt.jobs.command;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.function.LongSupplier;

/**
 * Standard error as commands see it: takes notes, and the progress of one piece of work at a time.
 *
 * <p>Thread-safe. On a terminal progress is a bar that is drawn over itself; elsewhere it is a line now and then.
 */
public final class Console {

    private final PrintWriter out;
    private final int columns;
    private final LongSupplier nanoTime;
    private int drawnWidth;

    /**
     * @param out the writer that the console writes to, usually standard error
     * @param columns the columns of the terminal, whose lines can be drawn over; 0 if there is no terminal
     */
    public Console(PrintWriter out, int columns) {
        this(out, columns, System::nanoTime);
    }

    Console(PrintWriter out, int columns, LongSupplier nanoTime) {
        this.out = out;
        this.columns = columns;
        this.nanoTime = nanoTime;
    }

    /** The columns of the terminal that shows standard error, as the launcher found out; 0 if there is no terminal. */
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
     * @param label the name of the work, such as {@code Epoch 3}
     * @param total the number of steps of the work, or 0 if that is unknown
     * @return the progress of the work; close it when the work is done
     */
    public Progress progress(String label, long total) {
        return Progress.begin(this, label, total, nanoTime);
    }

    boolean isTerminal() {
        return columns > 0;
    }

    /** The most columns of a line that does not flow into the next line. */
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
