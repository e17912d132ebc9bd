package org.bitadapt.runtime.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLockTest {

    @TempDir
    private Path folder;

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aLockThatWasLetGoIsTakenAtOnce() throws IOException {
        for (int i = 0; i < 2; i++) {
            HostLock.alone(file(), () -> heard.add("waiting"), () -> heard.add("measured"));
        }
        assertThat(heard).containsExactly("measured", "measured");
    }

    @Test
    void anotherThreadWaits() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        CompletableFuture<Void> other = HostLock.alone(file(), () -> {}, () -> {
            CompletableFuture<Void> started = CompletableFuture.runAsync(() -> measure(waits));
            await(waits);
            heard.add("let go");
            return started;
        });
        other.join();
        assertThat(heard).containsExactly("let go", "measured");
    }

    private void measure(CountDownLatch waits) {
        try {
            HostLock.alone(file(), waits::countDown, () -> heard.add("measured"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anotherProcessIsWaitedForAndEndsWithItsLock() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("holds");
            HostLock.alone(file(), process::destroyForcibly, () -> heard.add("measured"));
            assertThat(process.waitFor()).isNotZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theLockIsInTheUsersFolderAndInNoneThatIsShared() {
        assertThat(HostLock.folder(Map.of(), "/home/a")).isEqualTo(Path.of("/home/a/.cache/bitadapt"));
        assertThat(HostLock.folder(Map.of("XDG_CACHE_HOME", "/var/b"), "/home/a"))
                .isEqualTo(Path.of("/var/b/bitadapt"));
        assertThat(HostLock.folder(Map.of("XDG_CACHE_HOME", "b"), "/home/a"))
                .isEqualTo(Path.of("/home/a/.cache/bitadapt"));
    }

    @Test
    void aMeasurementWithoutAPlaceForTheLockIsMade() throws IOException {
        Path below = Files.writeString(folder.resolve("home"), "x").resolve(HostLock.FILE);
        HostLock.alone(below, () -> heard.add("waiting"), () -> heard.add("measured"));
        assertThat(heard).containsExactly("measured");
    }

    private Path file() {
        return folder.resolve(HostLock.FILE);
    }

    /** Holds the lock until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            HostLock.alone(Path.of(arguments[0]), () -> {}, () -> {
                System.out.println("holds");
                await(new CountDownLatch(1));
                return null;
            });
        }
    }
}
