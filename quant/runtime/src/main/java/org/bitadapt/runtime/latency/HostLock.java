package org.bitadapt.runtime.latency;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Lets one measurement of a user at a time run on a host; all other measurements wait.
 *
 * <p>The lock is an exclusive lock on {@value #FILE} in the user's folder for caches; the operating system releases it
 * when the process ends, however it ends. A folder that all users share would let anybody put something else under the
 * file's name. Users and containers that do not share the folder do not wait for one another. Where the folder cannot
 * be made, only the measurements of one process wait for each other.
 */
public final class HostLock {

    /** The message to a user whose measurement waits. */
    public static final String WAITING = "Waiting: something else is being measured on this host.";

    /** The name of the locked file. */
    static final String FILE = "measurement.lock";

    /** The lock within this process: a lock on a file belongs to the process as a whole. */
    private static final Semaphore PROCESS = new Semaphore(1);

    private HostLock() {}

    /**
     * A measurement.
     *
     * @param <T> the type of the result
     */
    @FunctionalInterface
    public interface Measuring<T> {

        /**
         * Measures.
         *
         * @return the result
         * @throws IOException if the result cannot be written
         */
        T run() throws IOException;
    }

    /**
     * Runs a measurement while no other measurement runs on this host. The method is not reentrant.
     *
     * @param <T> the type of the result
     * @param waiting called once, before the wait, if another measurement is running
     * @param measuring the measurement
     * @return the result
     * @throws IOException if the file cannot be locked, or if the measurement throws it
     */
    public static <T> T alone(Runnable waiting, Measuring<T> measuring) throws IOException {
        return alone(folder(System.getenv(), System.getProperty("user.home")).resolve(FILE), waiting, measuring);
    }

    /** The folder of BitAdapt's caches, by the XDG base directory specification. */
    static Path folder(Map<String, String> environment, String home) {
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The specification says to ignore a path that is not absolute.
        Path folder = caches.startsWith("/") ? Path.of(caches) : Path.of(home, ".cache");
        return folder.resolve("bitadapt");
    }

    static <T> T alone(Path file, Runnable waiting, Measuring<T> measuring) throws IOException {
        boolean waits = !PROCESS.tryAcquire();
        if (waits) {
            waiting.run();
            PROCESS.acquireUninterruptibly();
        }
        try {
            return makeFolder(file.getParent()) ? locked(file, waits, waiting, measuring) : measuring.run();
        } finally {
            PROCESS.release();
        }
    }

    private static <T> T locked(Path file, boolean waits, Runnable waiting, Measuring<T> measuring) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.tryLock() == null) {
                if (!waits) {
                    waiting.run();
                }
                channel.lock();
            }
            return measuring.run();
        }
    }

    private static boolean makeFolder(Path folder) {
        try {
            // The home of a user that the system does not know is "?".
            return folder.isAbsolute() && Files.isWritable(Files.createDirectories(folder));
        } catch (IOException e) {
            return false;
        }
    }
}
