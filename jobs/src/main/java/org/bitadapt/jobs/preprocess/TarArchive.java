package org.bitadapt.jobs.preprocess;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.FileSystemFailure;

/** The files in a {@code .tar.gz}, one after the other, read without unpacking them to disk. */
final class TarArchive implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final String name;
    /** By its general type: the tar stream of an installed Spark's older library names this method otherwise. */
    private final ArchiveInputStream<TarArchiveEntry> entries;

    /** Opens an archive on any Hadoop file system. */
    TarArchive(org.apache.hadoop.fs.Path file, Configuration configuration) throws IOException {
        name = file.getName();
        InputStream raw = new SourceStream(file.getFileSystem(configuration).open(file));
        try {
            entries = new TarArchiveInputStream(new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER));
        } catch (FileSystemFailure e) {
            raw.close();
            throw e;
        } catch (IOException e) {
            raw.close();
            throw broken(e);
        }
    }

    /**
     * Goes to the next file.
     *
     * @return its name without folders, or nothing at the end
     * @throws BadInputException if the archive is damaged, or an entry's name leads outside of it
     * @throws IOException if the file system fails
     */
    Optional<String> nextFile() throws IOException {
        try {
            TarArchiveEntry entry;
            do {
                entry = entries.getNextEntry();
                if (entry == null) {
                    return Optional.empty();
                }
                checkName(entry.getName());
            } while (!entry.isFile());
            return Optional.of(Path.of(entry.getName()).getFileName().toString());
        } catch (FileSystemFailure e) {
            throw e;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** The content of the file that {@link #nextFile} went to; not to be closed. */
    InputStream content() {
        return entries;
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }

    private void checkName(String entry) {
        Path path = Path.of(entry);
        if (path.isAbsolute() || path.normalize().startsWith("..") || entry.contains("\\")) {
            throw new BadInputException(
                    "Invalid archive entry: " + entry + " in " + name + " (must stay inside the archive)",
                    "Do not trust this archive; get the official one.");
        }
    }

    private BadInputException broken(IOException e) {
        return new BadInputException(
                "Invalid archive: " + name + " (must be a complete .tar.gz file: " + e.getMessage() + ")",
                "Get the archive again.",
                e);
    }
}
