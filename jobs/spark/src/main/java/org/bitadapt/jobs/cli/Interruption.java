package org.bitadapt.jobs.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.util.ShutdownHookManager;
import org.bitadapt.jobs.command.Progress;

/**
 * The last word of a process that does not end by itself. It says that a signal stopped the process, or that an error
 * outside of the command ended the JVM, such as a task that ran out of memory.
 */
final class Interruption {

    /** The priority of the first shutdown hook, which runs before anything is closed. */
    private static final int FIRST = 100;
    /** The priority of the last shutdown hook, which runs after Spark's (40) and the file systems' (10). */
    private static final int LAST = 1;

    private static final Set<String> RESUMABLE = Set.of("train", "netadapt", "pipeline");
    private static final String SIGNAL_THREAD = "SIG\\w+ handler";

    private final String command;
    private final PrintWriter err;
    private boolean ended;
    private boolean failed;

    private Interruption(String command, PrintWriter err) {
        this.command = command;
        this.err = err;
    }

    /**
     * Watches this process from here on.
     *
     * @param command the words that the process was called with
     * @param err the process's standard error
     */
    static Interruption watch(String[] command, PrintWriter err) {
        Interruption interruption = new Interruption(command.length == 0 ? "" : command[0], err);
        ShutdownHookManager.get().addShutdownHook(interruption::speak, FIRST);
        ShutdownHookManager.get().addShutdownHook(interruption::halt, LAST);
        return interruption;
    }

    /** Notes that the command has ended and said how. */
    synchronized void end() {
        ended = true;
    }

    /** Whether the process is being stopped: errors that commands report from now on are consequences. */
    static boolean hasBegun() {
        return ShutdownHookManager.get().isShutdownInProgress();
    }

    private synchronized void speak() {
        if (ended) {
            return;
        }
        Optional<String> signal = signal();
        failed = signal.isEmpty();
        err.println(signal.map(name -> stopped(command, name, Progress.current()))
                .orElse("bitadapt: " + command
                        + " failed: an error ended the JVM, mostly for lack of memory. Give it more"
                        + " by --driver-memory." + ErrorLines.whereTheLogIs()));
        err.flush();
    }

    /**
     * Ends the JVM with exit code 1 if an error ended it. The JVM's own exit code would be one of Spark's, which mean
     * nothing to callers.
     */
    private synchronized void halt() {
        if (failed) {
            Runtime.getRuntime().halt(1);
        }
    }

    /**
     * @param work the work that the command did when it was stopped; perhaps empty
     */
    static String stopped(String command, String signal, String work) {
        String where = work.isEmpty() ? "" : " (" + work + ")";
        return "bitadapt: " + command + " was stopped by " + signal + where + ". "
                + (RESUMABLE.contains(command)
                        ? "The same command resumes there."
                        : "Nothing half-written is left; give the same command again.");
    }

    /**
     * The name of the signal that stops the process, by the thread that the JVM starts for a signal; empty if there is
     * no such thread.
     */
    private static Optional<String> signal() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches(SIGNAL_THREAD))
                .map(name -> name.substring(0, name.indexOf(' ')))
                .findFirst();
    }
}
