package org.bitadapt.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveDownloadTest {

    private static final int SIZE = 300_000;

    private final Console console = Console.silent();
    private final byte[] content = new byte[SIZE];
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int cutAfter = SIZE;
    private int cuts;
    private boolean servesRanges = true;

    @TempDir
    Path cache;

    @BeforeEach
    void serve() throws IOException {
        new Random(1).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/files/archive.tar.gz", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void downloadsOnceAndThenTakesTheFileFromTheCache() throws Exception {
        Path file = download(sha256()).fetch(cache, console);
        download(sha256()).fetch(cache, console);

        assertThat(file).isEqualTo(cache.resolve("archive.tar.gz")).hasBinaryContent(content);
        assertThat(ranges).containsExactly("none");
    }

    @Test
    void resumesWhereTheConnectionWasCut() throws Exception {
        cutAfter = 100_000;
        cuts = 2;

        assertThat(download(sha256()).fetch(cache, console)).hasBinaryContent(content);
        assertThat(ranges).hasSize(3).first().isEqualTo("none");
        assertThat(ranges.subList(1, 3)).allMatch(range -> range.matches("bytes=[1-9]\\d+-"));
    }

    @Test
    void resumesWhatAnEarlierCallLeft() throws Exception {
        Files.write(cache.resolve("archive.tar.gz.part"), Arrays.copyOf(content, 123_456));

        assertThat(download(sha256()).fetch(cache, console)).hasBinaryContent(content);
        assertThat(ranges).containsExactly("bytes=123456-");
        assertThat(cache.resolve("archive.tar.gz.part")).doesNotExist();
    }

    @Test
    void finishesWhatIsCompleteButNotYetNamed() throws Exception {
        Files.write(cache.resolve("archive.tar.gz.part"), content);

        assertThat(download(sha256()).fetch(cache, console)).hasBinaryContent(content);
    }

    @Test
    void startsAgainWithAServerThatCannotResume() throws Exception {
        servesRanges = false;
        Files.write(cache.resolve("archive.tar.gz.part"), new byte[1000]);

        assertThat(download(sha256()).fetch(cache, console)).hasBinaryContent(content);
    }

    @Test
    void refusesAFileWithAnotherChecksumAndForgetsIt() throws Exception {
        String wrong = "0".repeat(64);

        assertThatThrownBy(() -> download(wrong).fetch(cache, console))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid download: sha256 " + sha256() + " of " + address() + " (must be " + wrong + ")");
        try (var files = Files.list(cache)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void refusesAnAddressWithoutFile() {
        URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/other.tar.gz");

        assertThatThrownBy(() -> new ArchiveDownload(address, "", Duration.ZERO).fetch(cache, console))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid download address: " + address + " (must exist)");
    }

    @Test
    void givesUpAfterAFewFailuresAndKeepsWhatItHas() {
        cutAfter = 100_000;
        cuts = Integer.MAX_VALUE;
        servesRanges = false;

        assertThatThrownBy(() -> download(sha256()).fetch(cache, console))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot download " + address());
        assertThat(ranges).hasSize(5);
        assertThat(cache.resolve("archive.tar.gz.part")).exists();
    }

    private ArchiveDownload download(String sha256) {
        return new ArchiveDownload(address(), sha256, Duration.ZERO);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/files/archive.tar.gz");
    }

    private String sha256() {
        return HexFormat.of().formatHex(FileDigests.sha256().digest(content));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "none" : range);
        int start = range == null || !servesRanges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (start >= SIZE) {
            exchange.sendResponseHeaders(416, -1);
        } else {
            exchange.sendResponseHeaders(start > 0 ? 206 : 200, SIZE - start);
            boolean cut = cuts > 0;
            cuts--;
            exchange.getResponseBody().write(content, start, cut ? Math.min(cutAfter, SIZE - start - 1) : SIZE - start);
        }
        exchange.close();
    }
}
