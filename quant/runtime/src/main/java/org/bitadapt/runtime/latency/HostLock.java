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
 * One measurement of a user at a time on a host: all others wait.
 *
 * <p>An exclusive lock on {@value #FILE} in the user's folder for caches, which the operating system lets go when the process
 * ends, however it ends. A folder that all users share would let anybody put something else under the file's name. Users
 * and containers that do not share the folder do not see one another; where it cannot be made, only the measurements of one
 * process wait for each other.
 */
public final class HostLock {

    /** What to tell those who wait. */
    public static final String WAITING = "Waiting: something else is being measured on this host.";

    /** The name of the locked file. */
    static final String FILE = "measurement.lock";

    /** Locks on files are a process's; within it this one counts. */
    private static final Semaphore PROCESS = new Semaphore(1);

    private HostLock() {}

    /**
     * A measurement.
     *
     * @param <T> what it finds
     */
    @FunctionalInterface
    public interface Measuring<T> {

        /**
         * Measures.
         *
         * @return what it found
         * @throws IOException if that cannot be written
         */
        T run() throws IOException;
    }

    /**
     * Measures while nobody else does. Not reentrant.
     *
     * @param <T> what is found
     * @param waiting called once if somebody else measures, before that is waited for
     * @param measuring the measurement
     * @return what it found
     * @throws IOException if the file cannot be locked, or from the measurement
     */
    public static <T> T alone(Runnable waiting, Measuring<T> measuring) throws IOException {
        return alone(folder(System.getenv(), System.getProperty("user.home")).resolve(FILE), waiting, measuring);
    }

    /** Where a user's caches are, by the XDG base directory specification. */
    static Path folder(Map<String, String> environment, String home) {
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        // What is not absolute is to be ignored.
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
