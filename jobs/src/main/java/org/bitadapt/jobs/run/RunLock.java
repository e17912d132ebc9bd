package org.bitadapt.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second job out of a run, or of another folder that one job writes.
 *
 * <p>The owner renews the lock file every ten seconds. It is stale when it was not renewed for a minute, by the file
 * system's clock, when its owner was a process of this machine that is no more, or when it was an earlier driver of this
 * very application: YARN starts another only after that one's end.
 */
public final class RunLock implements AutoCloseable {

    static final Duration RENEWAL = Duration.ofSeconds(10);
    static final Duration STALE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicFiles files;
    private final Path path;
    private final Owner owner;
    private final ScheduledExecutorService renewal;
    private final ScheduledFuture<?> renewals;
    private volatile boolean lost;

    private RunLock(AtomicFiles files, Path path, Owner owner) {
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
    }

    /**
     * Takes the lock of a folder, which exists.
     *
     * @throws BadInputException if another job has it
     */
    public static RunLock take(AtomicFiles files, Path folder) throws IOException {
        Path path = new Path(folder, ".lock");
        Owner owner = Owner.current();
        if (!files.create(path, owner.toJson())) {
            refuseUnlessStale(files, folder, path, owner);
            LOG.info("Removing the stale lock {}", path);
            files.delete(path);
            if (!files.create(path, owner.toJson())) {
                throw inUse(folder, "another job that started just now");
            }
        }
        return new RunLock(files, path, owner);
    }

    private static void refuseUnlessStale(AtomicFiles files, Path folder, Path path, Owner successor)
            throws IOException {
        Owner other = Owner.fromJson(files.read(path));
        Duration age = Duration.ofMillis(files.now(folder) - files.written(path));
        if (!other.isGone(successor) && age.compareTo(STALE) < 0) {
            throw inUse(
                    folder,
                    "process " + other.process + " on " + other.host + ", last seen " + Math.max(0, age.toSeconds())
                            + " s ago");
        }
    }

    private static BadInputException inUse(Path folder, String who) {
        return new BadInputException(
                "The folder " + folder + " is in use by " + who,
                "Wait for it or name another folder; a dead job's lock expires after " + STALE.toSeconds() + " s.");
    }

    /**
     * Makes sure that the folder is still this job's.
     *
     * @throws IllegalStateException if another job has taken the lock
     */
    public void check() {
        if (lost) {
            throw new IllegalStateException("Another job has taken the lock " + path);
        }
    }

    void renew() {
        try {
            if (!lost && owner.equals(Owner.fromJson(files.read(path)))) {
                files.write(path, owner.toJson());
            } else {
                lost = true;
            }
        } catch (IOException e) {
            LOG.warn("Cannot renew the lock {}; trying again", path, e);
        }
    }

    @Override
    public void close() throws IOException {
        renewals.cancel(false);
        renewal.shutdown();
        try {
            renewal.awaitTermination(RENEWAL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!lost && files.exists(path) && owner.equals(Owner.fromJson(files.read(path)))) {
            files.delete(path);
        }
    }

    /**
     * A process that holds a lock.
     *
     * @param application of YARN, if it is the driver of one; else empty
     */
    record Owner(String id, String host, long process, String processStarted, String application) {

        private static final Pattern CONTAINER = Pattern.compile("container_(?:e\\d+_)?(\\d+_\\d+)_\\d+_\\d+");

        static Owner current() {
            return of(System.getenv());
        }

        /** This process with an environment, in which YARN names its container. */
        static Owner of(Map<String, String> environment) {
            ProcessHandle handle = ProcessHandle.current();
            Matcher container = CONTAINER.matcher(environment.getOrDefault("CONTAINER_ID", ""));
            return new Owner(
                    UUID.randomUUID().toString(),
                    hostName(),
                    handle.pid(),
                    startOf(handle),
                    container.matches() ? "application_" + container.group(1) : "");
        }

        /** Whether it is no more, as a job that wants the lock sees it. */
        boolean isGone(Owner successor) {
            return isEarlierAttemptOf(successor) || isDeadProcess();
        }

        private boolean isEarlierAttemptOf(Owner successor) {
            return !application.isEmpty() && application.equals(successor.application);
        }

        /** Of this machine; a reused number has another start. */
        private boolean isDeadProcess() {
            return host.equals(hostName())
                    && ProcessHandle.of(process)
                            .filter(handle -> startOf(handle).equals(processStarted))
                            .isEmpty();
        }

        String toJson() {
            return JSON.createObjectNode()
                    .put("id", id)
                    .put("host", host)
                    .put("process", process)
                    .put("processStarted", processStarted)
                    .put("application", application)
                    .toString();
        }

        /** A lock that a crash left empty belongs to nobody that is known. */
        static Owner fromJson(String text) throws IOException {
            JsonNode node = JSON.readTree(text);
            return new Owner(
                    node.path("id").asText(),
                    node.path("host").asText("unknown"),
                    node.path("process").asLong(),
                    node.path("processStarted").asText(),
                    node.path("application").asText());
        }

        private static String startOf(ProcessHandle handle) {
            return handle.info().startInstant().map(Instant::toString).orElse("");
        }

        private static String hostName() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        }
    }
}
