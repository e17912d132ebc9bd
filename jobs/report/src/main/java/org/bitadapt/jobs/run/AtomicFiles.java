package org.bitadapt.jobs.run;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.files.TextFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes files that appear whole or not at all, on any Hadoop file system.
 *
 * <p>The local file system is used without Hadoop's checksum files, which a crash can leave beside another version of
 * their file. It is used with the operating system's atomic rename, because Hadoop's rename is a deletion and a rename
 * there.
 */
public final class AtomicFiles {

    private static final Logger LOG = LoggerFactory.getLogger(AtomicFiles.class);
    private static final String TEMPORARY = ".tmp";
    /** The unit of the coarsest clock of a file system, which keeps seconds. */
    private static final long CLOCK_MILLIS = 1000;

    private final FileSystem fileSystem;
    private final boolean local;
    private final Configuration configuration;

    private AtomicFiles(FileSystem fileSystem, Configuration configuration) {
        this.local = fileSystem instanceof LocalFileSystem;
        this.fileSystem = local ? ((LocalFileSystem) fileSystem).getRawFileSystem() : fileSystem;
        this.configuration = configuration;
    }

    public static AtomicFiles of(Path path, Configuration configuration) throws IOException {
        return new AtomicFiles(path.getFileSystem(configuration), configuration);
    }

    Path qualify(Path path) {
        return fileSystem.makeQualified(path);
    }

    /** Writes or replaces a file, and makes its folder. */
    public void write(Path path, Content content) throws IOException {
        Path temporary = temporary(path);
        try {
            try (OutputStream out = fileSystem.create(temporary, true)) {
                content.writeTo(out);
            }
            replace(temporary, path);
        } catch (FSError e) {
            throw failure(path, e);
        } finally {
            fileSystem.delete(temporary, false);
        }
    }

    /** Writes or replaces a file, and makes its folder. */
    public void write(Path path, String text) throws IOException {
        write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes or replaces a folder; a reader can find no folder at the moment in which an old folder is replaced.
     *
     * @param content writes the files into the folder that it is given
     */
    public void writeFolder(Path path, FolderContent content) throws IOException {
        Path temporary = temporary(path);
        try {
            fileSystem.mkdirs(temporary);
            content.writeTo(temporary);
            fileSystem.delete(path, true);
            if (!fileSystem.rename(temporary, path)) {
                throw new IOException("Cannot rename " + temporary + " to " + path);
            }
        } catch (FSError e) {
            throw failure(path, e);
        } finally {
            fileSystem.delete(temporary, true);
        }
    }

    /**
     * Writes a folder that is not there yet.
     *
     * @param content writes the files into the folder that it is given
     * @throws FileAlreadyExistsException if something is at the path by now, which stays
     */
    public void writeNewFolder(Path path, FolderContent content) throws IOException {
        Path temporary = temporary(path);
        try {
            makeFolder(temporary);
            content.writeTo(temporary);
            if (fileSystem.exists(path)) {
                throw new FileAlreadyExistsException("There is something at " + path + " by now");
            }
            if (!fileSystem.rename(temporary, path)) {
                throw new IOException("Cannot rename " + temporary + " to " + path);
            }
        } catch (FSError e) {
            throw failure(path, e);
        } finally {
            fileSystem.delete(temporary, true);
        }
    }

    /**
     * Writes a file that is not there yet.
     *
     * @return whether the file was not there; only one of several concurrent writers succeeds
     */
    boolean create(Path path, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (local) {
                Files.write(nio(path), bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } else {
                try (OutputStream out = fileSystem.create(path, false)) {
                    out.write(bytes);
                }
            }
            return true;
        } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
            return false;
        }
    }

    /**
     * Gives a file a name that nobody knows.
     *
     * @return the file's new path; empty if the file is not there, or another process was quicker: only one process
     *     moves it
     */
    Optional<Path> moveAside(Path path) throws IOException {
        Path aside = temporary(path);
        try {
            if (local) {
                Files.move(nio(path), nio(aside), StandardCopyOption.ATOMIC_MOVE);
                return Optional.of(aside);
            }
            return fileSystem.rename(path, aside) ? Optional.of(aside) : Optional.empty();
        } catch (NoSuchFileException | FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Gives a file that was moved aside its name again. If another file has the name by now, the moved file is deleted.
     */
    void putBack(Path aside, Path path) throws IOException {
        if (local) {
            try {
                Files.createLink(nio(path), nio(aside));
            } catch (FileAlreadyExistsException | NoSuchFileException e) {
                LOG.debug("{} is not put back", path, e);
            }
        } else if (fileSystem.rename(aside, path)) {
            return;
        }
        fileSystem.delete(aside, false);
    }

    /**
     * Sets the time of a file to now, by the file system's clock.
     *
     * @return false if the file system does not keep such times
     */
    boolean touch(Path path) throws IOException {
        long now = now(path.getParent());
        try {
            fileSystem.setTimes(path, now, -1);
            return written(path) / CLOCK_MILLIS >= now / CLOCK_MILLIS;
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    /** Reads a text file as a whole, see {@link TextFiles#read}. */
    public String read(Path path) throws IOException {
        return TextFiles.read(path, fileSystem.getConf());
    }

    /** Whether something is at a path. */
    public boolean exists(Path path) throws IOException {
        return fileSystem.exists(path);
    }

    /** Makes a folder and the folders above it, if need be. */
    public void makeFolder(Path path) throws IOException {
        if (!fileSystem.mkdirs(path)) {
            throw new IOException("Cannot make the folder " + path);
        }
    }

    /** The files and folders in a folder; none if there is no such folder. */
    FileStatus[] list(Path folder) throws IOException {
        return fileSystem.exists(folder) ? fileSystem.listStatus(folder) : new FileStatus[0];
    }

    /** The time at which a file was written, by the file system's clock, in milliseconds since 1970. */
    long written(Path path) throws IOException {
        return fileSystem.getFileStatus(path).getModificationTime();
    }

    /** The time of the file system's clock, in milliseconds since 1970. */
    long now(Path folder) throws IOException {
        Path probe = temporary(new Path(folder, "clock"));
        try {
            fileSystem.create(probe, true).close();
            return written(probe);
        } finally {
            fileSystem.delete(probe, false);
        }
    }

    void delete(Path path) throws IOException {
        fileSystem.delete(path, true);
    }

    /**
     * Removes the files that crashed writers left in a folder and in the folders below it. Links are not followed:
     * their targets are not this job's.
     *
     * @param depth the number of levels of folders below that are searched; 0 for none
     */
    void deleteLeftovers(Path folder, int depth) throws IOException {
        for (FileStatus status : list(folder)) {
            Path path = status.getPath();
            if (isTemporary(path)) {
                fileSystem.delete(path, true);
            } else if (depth > 0 && status.isDirectory() && !isLink(path)) {
                deleteLeftovers(path, depth - 1);
            }
        }
    }

    private boolean isLink(Path path) {
        return local && Files.isSymbolicLink(nio(path));
    }

    static boolean isTemporary(Path path) {
        return path.getName().startsWith(".") && path.getName().endsWith(TEMPORARY);
    }

    private void replace(Path from, Path to) throws IOException {
        if (local) {
            Files.move(nio(from), nio(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(nio(new Path(to.getParent(), "." + to.getName() + ".crc")));
        } else {
            FileContext.getFileContext(fileSystem.getUri(), configuration).rename(from, to, Rename.OVERWRITE);
        }
    }

    /**
     * An exception instead of an error: Hadoop's local file system reports a full disk as an error of the JVM, which
     * nobody would take for a failed job.
     */
    private static IOException failure(Path path, FSError error) {
        return new IOException("Cannot write " + path + ": " + error.getCause().getMessage(), error.getCause());
    }

    private static Path temporary(Path path) {
        return new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID() + TEMPORARY);
    }

    private static java.nio.file.Path nio(Path path) {
        return new File(path.toUri().getPath()).toPath();
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes the content of a folder. */
    @FunctionalInterface
    public interface FolderContent {
        void writeTo(Path folder) throws IOException;
    }
}
