package org.bitadapt.runtime.latency;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;

/**
 * One measurement at a time on a host: all others wait.
 *
 * <p>An exclusive lock on {@value #FILE} in the folder for temporary files, which the operating system lets go when the
 * process ends, however it ends. Containers that do not share that folder do not see one another.
 */
public final class HostLock {

    /** What to tell those who wait. */
    public static final String WAITING = "Waiting: something else is being measured on this host.";

    /** The name of the locked file. */
    static final String FILE = "bitadapt-measurement.lock";

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
        return alone(Path.of(System.getProperty("java.io.tmpdir"), FILE), waiting, measuring);
    }

    static <T> T alone(Path file, Runnable waiting, Measuring<T> measuring) throws IOException {
        boolean waits = !PROCESS.tryAcquire();
        if (waits) {
            waiting.run();
            PROCESS.acquireUninterruptibly();
        }
        try (FileChannel channel = open(file)) {
            if (channel.tryLock() == null) {
                if (!waits) {
                    waiting.run();
                }
                channel.lock();
            }
            return measuring.run();
        } finally {
            PROCESS.release();
        }
    }

    /** Opens a file that other users can lock too; Linux refuses to "create" those of others in a shared folder. */
    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (NoSuchFileException absent) {
            create(file);
            return FileChannel.open(file, StandardOpenOption.WRITE);
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            return; // of a process that was quicker
        }
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(PosixFilePermissions.fromString("rw-rw-rw-"));
        }
    }
}
