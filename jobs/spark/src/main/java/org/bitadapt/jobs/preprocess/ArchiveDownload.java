package org.bitadapt.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.Progress;

/**
 * Downloads a file whose checksum is known, into a cache folder. A cut connection is resumed where it broke, by the
 * same call or, from the {@code .part} file, by a later call.
 *
 * @param address the file's address, http or https
 * @param sha256 the file's SHA-256 in lower-case hex
 * @param pause the time before another attempt
 */
record ArchiveDownload(URI address, String sha256, Duration pause) {

    private static final int ATTEMPTS = 5;
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    /**
     * Makes sure that the file is in the cache.
     *
     * @return the path of the file, whose checksum is verified
     * @throws BadInputException if the address gives another file
     * @throws IOException if {@value #ATTEMPTS} attempts in a row bring nothing new
     */
    Path fetch(Path cache, Console console) throws IOException, InterruptedException {
        Path file = Files.createDirectories(cache)
                .resolve(Path.of(address.getPath()).getFileName());
        if (Files.exists(file) && digest(file).equals(sha256)) {
            return file;
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        transfer(part, console);
        String found = digest(part);
        if (!found.equals(sha256)) {
            Files.delete(part);
            throw new BadInputException(
                    "Invalid download: sha256 " + found + " of " + address + " (must be " + sha256 + ")",
                    "Try again, or name a mirror with --url.");
        }
        return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void transfer(Path part, Console console) throws IOException, InterruptedException {
        int failures = 0;
        while (true) {
            long before = size(part);
            try {
                resume(part, console);
                return;
            } catch (FileNotFoundException e) {
                throw new BadInputException(
                        "Invalid download address: " + address + " (must exist)", "Name a mirror with --url.", e);
            } catch (IOException e) {
                failures = size(part) > before ? 1 : failures + 1;
                if (failures == ATTEMPTS) {
                    throw new IOException(
                            "Cannot download " + address + " (" + e.getMessage()
                                    + "); try again, or give the file itself as --input",
                            e);
                }
                console.say("Connection lost after " + size(part) + " bytes (" + e.getMessage() + "); resuming");
                Thread.sleep(pause.toMillis());
            }
        }
    }

    private void resume(Path part, Console console) throws IOException {
        long have = size(part);
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        if (have > 0) {
            connection.setRequestProperty("Range", "bytes=" + have + "-");
        }
        try {
            int status = connection.getResponseCode();
            if (have > 0 && status == RANGE_NOT_SATISFIABLE) {
                return; // Nothing is left to get; the checksum tells whether that is right.
            }
            boolean append = status == HttpURLConnection.HTTP_PARTIAL;
            if (!append && status >= 300 && status < 400) {
                throw new BadInputException(
                        "Invalid download address: " + address + " (must not lead elsewhere)",
                        "Use " + connection.getHeaderField("Location") + " as --url.");
            }
            long start = append ? have : 0;
            try (InputStream in = connection.getInputStream();
                    OutputStream out = Files.newOutputStream(
                            part,
                            StandardOpenOption.CREATE,
                            append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                copy(in, out, start, connection.getContentLengthLong(), console);
            }
        } finally {
            connection.disconnect();
        }
    }

    private static void copy(InputStream in, OutputStream out, long start, long length, Console console)
            throws IOException {
        byte[] buffer = new byte[1 << 16];
        long done = 0;
        try (Progress progress = console.progress("Download", length < 0 ? 0 : start + length)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                done += read;
                progress.at(start + done);
            }
        }
        if (length >= 0 && done < length) {
            throw new IOException("the connection ended early");
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = FileDigests.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
