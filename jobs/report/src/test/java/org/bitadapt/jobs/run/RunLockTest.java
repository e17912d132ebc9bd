package org.bitadapt.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.config.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLockTest {

    private static final RunInfo INFO =
            new RunInfo("train", "1.2.3", 42, RunData.unnamed("sha256:aa"), Instant.EPOCH, 1, RunInfo.State.RUNNING);

    private static final LockOwner THIEF = owner(new LinuxProcess("", "", 1, ""));

    @TempDir
    private Path temporary;

    private Path folder;
    private RunFolder run;

    @BeforeEach
    void locate() throws IOException {
        folder = temporary.resolve("runs/first");
        run = RunFolder.at(folder.toUri().toString(), new Configuration());
    }

    @Test
    void theLockOfADeadProcessOfThisMachineIsTaken() throws IOException {
        start().close();
        LockOwner self = LockOwner.of(Map.of());
        // A process with the same number but another start is another process.
        lock(owner(new LinuxProcess(
                self.process().boot(),
                self.process().namespace(),
                self.process().number(),
                "1")));
        start().close();
        assertThat(folder.resolve(".lock")).doesNotExist();
    }

    /** A container whose host has the same name leaves such a lock: nothing here tells whether its process lives. */
    @Test
    void theLockOfAnotherNamespaceIsTakenWhenItExpired() throws IOException {
        start().close();
        String boot = LockOwner.of(Map.of()).process().boot();
        lock(owner(new LinuxProcess(boot, "pid:[1]", 1, "1")));
        assertThatThrownBy(this::start)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("process 1 on far-away");
        expire();
        start().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "\u0000\u0000", "[]"})
    void aDamagedLockExpiresLikeAnyOther(String text) throws IOException {
        start().close();
        Files.writeString(folder.resolve(".lock"), text);
        assertThatThrownBy(this::start)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("process 0 on unknown");
        expire();
        start().close();
    }

    /** The lock has bytes that are no text at all, as a broken disk leaves them. */
    @Test
    void aLockThatIsNoTextExpiresToo() throws IOException {
        start().close();
        Files.write(folder.resolve(".lock"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(this::start).hasMessageContaining("process 0 on unknown");
        expire();
        start().close();
    }

    @Test
    void whoLostTheLockKnowsBeforeTheNextWrite() throws IOException {
        try (RunWriter writer = start()) {
            lock(THIEF);
            assertThatThrownBy(() -> writer.markBest(0, 0.5))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Another job has taken the lock");
            assertThat(folder.resolve("best")).doesNotExist();
        }
        assertThat(Files.readString(folder.resolve(".lock"))).isEqualTo(THIEF.toJson());
    }

    /** Whoever writes longer than a lock lasts looks again before the old file is replaced. */
    @Test
    void whoLosesTheLockWhileItWritesReplacesNothing() throws IOException {
        try (RunWriter writer = start()) {
            writer.writeAtomically("model.bnn", out -> out.write(1));
            assertThatThrownBy(() -> writer.writeAtomically("model.bnn", out -> {
                        out.write(2);
                        lock(THIEF);
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(Files.readAllBytes(folder.resolve("model.bnn"))).containsExactly(1);
    }

    @Test
    void aRenewalIsSeenInTheTimeOfTheFileAlone() throws IOException {
        try (RunLock lock = takeLock()) {
            String text = Files.readString(folder.resolve(".lock"));
            expire();
            lock.renew();
            assertThat(Files.getLastModifiedTime(folder.resolve(".lock")).toInstant())
                    .isAfter(Instant.now().minus(Duration.ofSeconds(30)));
            assertThat(folder.resolve(".lock")).hasContent(text);
            lock(THIEF);
            lock.renew();
            assertThatThrownBy(lock::check).isInstanceOf(IllegalStateException.class);
        }
        assertThat(Files.readString(folder.resolve(".lock"))).isEqualTo(THIEF.toJson());
    }

    /** Two jobs have seen the same stale lock; the second comes when the first has taken over. */
    @Test
    void onlyOneOfTwoTakesOverAStaleLock() throws IOException {
        AtomicFiles files = AtomicFiles.of(run.path(), new Configuration());
        files.makeFolder(run.path());
        lock(THIEF);
        expire();
        RunLock.Seen stale = RunLock.Seen.at(files, run.path(".lock")).orElseThrow();
        try (RunLock first = RunLock.take(files, run.path())) {
            assertThatThrownBy(() -> RunLock.replace(files, run.path(".lock"), stale))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("another job that took it just now");
            first.check();
            assertThat(names(folder)).containsExactly(".lock");
        }
        assertThat(names(folder)).isEmpty();
    }

    @RepeatedTest(5)
    void ofManyThatTakeOverAtOnceOneDoes() throws Exception {
        AtomicFiles files = AtomicFiles.of(run.path(), new Configuration());
        files.makeFolder(run.path());
        lock(THIEF);
        expire();
        List<RunLock> taken = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch ready = new CountDownLatch(1);
        List<CompletableFuture<Void>> jobs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            jobs.add(CompletableFuture.runAsync(() -> {
                try {
                    ready.await();
                    taken.add(RunLock.take(files, run.path()));
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                } catch (BadInputException e) {
                    // The other jobs do not get the lock.
                }
            }));
        }
        ready.countDown();
        CompletableFuture.allOf(jobs.toArray(CompletableFuture[]::new)).join();
        int holders = 0;
        for (RunLock lock : taken) {
            try {
                lock.check();
                holders++;
            } catch (IllegalStateException e) {
                // The writer has lost the lock and writes nothing.
            }
        }
        assertThat(holders).isEqualTo(1);
        for (RunLock lock : taken) {
            lock.close();
        }
    }

    @Test
    void aLockThatSomebodyDeletedIsMadeAgain() throws IOException {
        try (RunLock lock = takeLock()) {
            Files.delete(folder.resolve(".lock"));
            lock.check();
            assertThat(folder.resolve(".lock")).exists();
        }
    }

    private static LockOwner owner(LinuxProcess process) {
        return new LockOwner("thief", "far-away", process, "", 0);
    }

    private RunLock takeLock() throws IOException {
        AtomicFiles files = AtomicFiles.of(run.path(), new Configuration());
        files.makeFolder(run.path());
        return RunLock.take(files, run.path());
    }

    private void expire() throws IOException {
        Instant expired = Instant.now().minus(RunLock.STALE).minus(Duration.ofSeconds(5));
        Files.setLastModifiedTime(folder.resolve(".lock"), FileTime.from(expired));
    }

    private void lock(LockOwner owner) throws IOException {
        Files.writeString(folder.resolve(".lock"), owner.toJson());
    }

    private RunWriter start() throws IOException {
        return run.start(INFO, Settings.reference());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
