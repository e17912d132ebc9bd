package org.bitadapt.jobs.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.bitadapt.jobs.command.BadInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second job out of a run, or of another folder that one job writes.
 *
 * <p>The owner renews the lock file every ten seconds. The lock is stale when it was not renewed for a minute, by the
 * file system's clock; before that it is stale only if its owner is known to have ended: a process of the same boot of
 * the same kernel and the same namespace, or an earlier driver of this very application of YARN. A damaged lock is
 * stale after a minute, too.
 *
 * <p>A stale lock is taken by moving its file away, which only one job can do. The job then looks whether the moved
 * file is the stale file; a file of another job that was quicker is put back.
 */
public final class RunLock implements AutoCloseable {

    static final String FILE = ".lock";
    static final Duration RENEWAL = Duration.ofSeconds(10);
    static final Duration STALE = Duration.ofSeconds(60);

    /** The priority of the shutdown hook, which runs before Spark (40) and the file systems (10) are closed. */
    private static final int SHUTDOWN_PRIORITY = 60;

    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

    private final AtomicFiles files;
    private final Path path;
    private final LockOwner owner;
    private final ScheduledExecutorService renewal;
    private final ScheduledFuture<?> renewals;
    private final Runnable release = this::releaseAtShutdown;
    private volatile boolean lost;

    private RunLock(AtomicFiles files, Path path, LockOwner owner) {
        this.files = files;
        this.path = path;
        this.owner = owner;
        this.renewal = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "run-lock");
            thread.setDaemon(true);
            return thread;
        });
        this.renewals =
                renewal.scheduleAtFixedRate(this::renew, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
        ShutdownHookManager.get().addShutdownHook(release, SHUTDOWN_PRIORITY);
    }

    /**
     * Takes the lock of a folder; the folder must exist.
     *
     * @throws BadInputException if another job has the lock
     */
    public static RunLock take(AtomicFiles files, Path folder) throws IOException {
        Path path = new Path(folder, FILE);
        LockOwner owner = LockOwner.of(System.getenv());
        if (!files.create(path, owner.toJson())) {
            takeOver(files, path, owner);
        }
        return new RunLock(files, path, owner);
    }

    /** Whether a job has the lock of a folder, as far as this machine's clock tells; the method writes nothing. */
    static boolean isHeld(AtomicFiles files, Path folder) throws IOException {
        Optional<Seen> seen = Seen.at(files, new Path(folder, FILE));
        if (seen.isEmpty()) {
            return false;
        }
        Duration age = Duration.ofMillis(System.currentTimeMillis() - seen.get().written());
        boolean isGone = LockOwner.fromJson(seen.get().text()).isGone(LockOwner.of(System.getenv()));
        return !isGone && age.compareTo(STALE) < 0;
    }

    private static void takeOver(AtomicFiles files, Path path, LockOwner owner) throws IOException {
        Optional<Seen> stale = Seen.at(files, path);
        if (stale.isPresent()) {
            stale.get().refuseUnlessStale(files, path, owner);
            LOG.info("Taking over the stale lock {}", path);
            replace(files, path, stale.get());
        }
        if (!files.create(path, owner.toJson())) {
            throw inUse(path, "another job that started just now");
        }
    }

    /** Takes away a stale lock, or refuses if the lock is no longer the lock that was seen. */
    static void replace(AtomicFiles files, Path path, Seen stale) throws IOException {
        Optional<Path> aside = files.moveAside(path);
        if (aside.isPresent() && !Seen.at(files, aside.get()).equals(Optional.of(stale))) {
            files.putBack(aside.get(), path);
            throw inUse(path, "another job that took it just now");
        }
        if (aside.isPresent()) {
            files.delete(aside.get());
        }
    }

    private static BadInputException inUse(Path lock, String who) {
        return new BadInputException(
                "The folder " + lock.getParent() + " is in use by " + who,
                "Wait for it or name another folder; a dead job's lock expires after " + STALE.toSeconds() + " s.");
    }

    /**
     * A lock as it was found.
     *
     * @param text the text of the file
     * @param written the time at which the file was written, by the file system's clock, in milliseconds since 1970
     */
    record Seen(String text, long written) {

        /** The lock at a path; empty if there is none. */
        static Optional<Seen> at(AtomicFiles files, Path path) throws IOException {
            try {
                long written = files.written(path);
                return Optional.of(new Seen(RunLock.text(files, path), written));
            } catch (FileNotFoundException e) {
                return Optional.empty();
            }
        }

        private void refuseUnlessStale(AtomicFiles files, Path path, LockOwner successor) throws IOException {
            LockOwner other = LockOwner.fromJson(text);
            Duration age = Duration.ofMillis(files.now(path.getParent()) - written);
            if (!other.isGone(successor) && age.compareTo(STALE) < 0) {
                throw inUse(
                        path,
                        "process " + other.process().number() + " on " + other.host() + ", last seen "
                                + Math.max(0, age.toSeconds()) + " s ago");
            }
        }
    }

    /**
     * Makes sure that the folder is still this job's, by reading the lock.
     *
     * @throws IllegalStateException if another job has taken the lock
     * @throws IOException if the lock cannot be read
     */
    public void check() throws IOException {
        if (lost || !isHeld()) {
            lost = true;
            throw new IllegalStateException("Another job has taken the lock " + path);
        }
    }

    /** The text of a lock; empty if the lock is damaged. */
    private static String text(AtomicFiles files, Path path) throws IOException {
        try {
            return files.read(path);
        } catch (BadInputException e) {
            LOG.info("The lock {} is damaged: {}", path, e.getMessage());
            return "";
        }
    }

    /**
     * Whether this job still has the lock. A lock that is missing, because another job looks at it or somebody has
     * deleted it, belongs to the first job that makes it again.
     */
    private boolean isHeld() throws IOException {
        try {
            return owner.id().equals(LockOwner.fromJson(text(files, path)).id());
        } catch (FileNotFoundException e) {
            return files.create(path, owner.toJson());
        }
    }

    /**
     * Renews the lock by setting the time of its file; writing the file could replace the lock of a job that takes over
     * at this moment.
     */
    void renew() {
        try {
            if (lost || !isHeld()) {
                lost = true;
            } else if (!files.touch(path)) {
                files.write(path, owner.toJson());
            }
        } catch (IOException e) {
            LOG.warn("Cannot renew the lock {}; trying again", path, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(release);
        }
        renewals.cancel(false);
        renewal.shutdown();
        try {
            renewal.awaitTermination(RENEWAL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        release();
    }

    private synchronized void release() throws IOException {
        if (lost) {
            return;
        }
        lost = true;
        Optional<Path> aside = files.moveAside(path);
        if (aside.isPresent()) {
            if (owner.id().equals(LockOwner.fromJson(text(files, aside.get())).id())) {
                files.delete(aside.get());
            } else {
                files.putBack(aside.get(), path);
            }
        }
    }

    /** Gives the lock back at once when the job is told to stop; from then on the job writes no more. */
    private void releaseAtShutdown() {
        try {
            release();
        } catch (IOException | RuntimeException e) {
            LOG.warn("Cannot give back the lock {}; it expires by itself", path, e);
        }
    }
}
