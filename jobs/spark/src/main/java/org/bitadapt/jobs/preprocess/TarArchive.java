package org.bitadapt.jobs.preprocess;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.FileSystemFailure;
import org.bitadapt.jobs.files.InputFiles;

/** Reads the files in a {@code .tar.gz}, one after the other, without unpacking them to disk. */
final class TarArchive implements Closeable {

    private static final int BUFFER = 1 << 16;
    /** The most bytes of an unpacked archive; the published archives unpack to 186 MB. */
    private static final long MOST_BYTES = 1L << 30;
    /** The most bytes of names, times and links before a file; the published archives have a block of 512. */
    private static final long MOST_METADATA = 1 << 16;

    private static final int SHOWN = 100;

    private final String name;
    private final LimitedStream unpacked;
    /**
     * The archive's entries, by the stream's general type: the tar stream of an installed Spark's older library has
     * another name for the method that is used here.
     */
    private final ArchiveInputStream<TarArchiveEntry> entries;

    /** Whether an entry is under way, whose rest is to be skipped. */
    private boolean begun;

    /** Opens an archive on any Hadoop file system. */
    TarArchive(org.apache.hadoop.fs.Path file, Configuration configuration) throws IOException {
        name = file.getName();
        InputStream raw = new SourceStream(InputFiles.open(file, configuration));
        try {
            InputStream unzipped = new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER);
            unpacked = new LimitedStream(unzipped, "files, or of their names and times", MOST_BYTES);
            entries = new TarArchiveInputStream(unpacked);
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
     * @return the file's name without folders; empty at the end of the archive
     * @throws BadInputException if the archive is damaged or unpacks to more than anybody needs, or an entry's name
     *     leads outside of the archive
     * @throws IOException if the file system fails
     */
    Optional<String> nextFile() throws IOException {
        try {
            TarArchiveEntry entry;
            do {
                entry = nextEntry();
                if (entry == null) {
                    return Optional.empty();
                }
                checkName(entry.getName());
            } while (!entry.isFile());
            return Optional.of(entry.getName().substring(entry.getName().lastIndexOf('/') + 1));
        } catch (FileSystemFailure e) {
            throw e;
        } catch (BadInputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Numbers and times that no date can hold cause exceptions of all kinds.
            throw broken(e);
        }
    }

    private TarArchiveEntry nextEntry() throws IOException {
        if (begun) {
            entries.transferTo(OutputStream.nullOutputStream());
        }
        unpacked.beginPart(MOST_METADATA);
        TarArchiveEntry entry = entries.getNextEntry();
        unpacked.endPart();
        begun = entry != null;
        return entry;
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
        boolean isOutside = entry.startsWith("/") || List.of(entry.split("/")).contains("..");
        if (isOutside || entry.contains("\\") || entry.chars().anyMatch(Character::isISOControl)) {
            String shown = entry.substring(0, Math.min(SHOWN, entry.length())).replaceAll("\\p{Cntrl}", "?");
            throw new BadInputException(
                    "Invalid archive entry: " + shown + " in " + name + " (must stay inside the archive)",
                    "Do not trust this archive; get the official one.");
        }
    }

    /** The error of an archive that cannot be read any further. */
    BadInputException broken(Exception e) {
        return new BadInputException(
                "Invalid archive: " + name + " (must be a complete .tar.gz file: " + e.getMessage() + ")",
                "Get the archive again.",
                e);
    }
}
