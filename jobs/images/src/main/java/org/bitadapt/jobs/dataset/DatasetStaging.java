package org.bitadapt.jobs.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;

/**
 * A data set in the making: a hidden folder beside the final one, which is renamed as a whole when it is complete, and
 * deleted when it is closed before that. Whoever lists the final name sees all of the data set or nothing.
 */
public final class DatasetStaging implements AutoCloseable {

    private static final String STAGING = "staging";
    private static final String OLD = "old";
    private static final String UNIQUE = "[0-9a-z-]+";

    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private final FileSystem files;
    private final Path target;
    private final Path folder;

    /**
     * Creates the hidden folder, and {@link #recover recovers} from killed jobs.
     *
     * @param target the data set's final path
     * @param configuration the configuration of the target's file system
     */
    public DatasetStaging(Path target, Configuration configuration) throws IOException {
        files = target.getFileSystem(configuration);
        this.target = files.makeQualified(named(target));
        recover(this.target, configuration);
        folder = sibling(this.target, STAGING);
        if (!files.mkdirs(folder)) {
            throw new IOException("Cannot create " + folder);
        }
        files.deleteOnExit(folder);
    }

    /**
     * Refuses a target that {@link #replace} would not replace.
     *
     * @throws BadInputException unless the target does not exist, is an empty folder, or holds nothing but what its own
     *     manifest lists, be that damaged or incomplete
     */
    public static void requireReplaceable(Path output, Configuration configuration) throws IOException {
        FileSystem files = output.getFileSystem(configuration);
        Path target = named(output);
        if (files.exists(target)) {
            OwnFiles.of(files, target).foreign().ifPresent(other -> {
                throw new BadInputException(
                        "Invalid output: " + target + " has " + other + " (must be a data set to be replaced)",
                        "Choose another --output, or delete it yourself.");
            });
        }
    }

    /** The hidden folder, to which {@link ShardWriter} writes shards. */
    public Path folder() {
        return folder;
    }

    /**
     * Adds the manifest and gives the data set its name.
     *
     * @throws FileAlreadyExistsException if something has that name by now
     */
    public void commit(DatasetManifest manifest) throws IOException {
        writeManifest(manifest);
        if (files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        rename(folder, target);
    }

    /**
     * Adds the manifest and gives the data set its name like {@link #commit}, but replaces what has the name now.
     *
     * @throws BadInputException if something that is no data set has the name
     */
    public void replace(DatasetManifest manifest) throws IOException {
        requireReplaceable(target, files.getConf());
        writeManifest(manifest);
        Path old = sibling(target, OLD);
        boolean exists = files.exists(target);
        if (exists) {
            rename(target, old);
        }
        try {
            rename(folder, target);
        } catch (IOException e) {
            if (exists && !files.rename(old, target)) {
                throw new IOException("Cannot rename " + old + " back to " + target, e);
            }
            throw e;
        }
        if (exists) {
            OwnFiles.of(files, old).delete();
        }
    }

    /**
     * Puts right what killed jobs left for the same target: a data set that was to be replaced gets its name back if
     * nothing else has that name, or is deleted; hidden folders are deleted when they are a day old.
     */
    public static void recover(Path output, Configuration configuration) throws IOException {
        FileSystem files = output.getFileSystem(configuration);
        Path target = named(output);
        for (FileStatus old : siblings(files, target, OLD)) {
            if (files.exists(target)) {
                OwnFiles own = OwnFiles.of(files, old.getPath());
                if (own.foreign().isEmpty()) {
                    own.delete();
                }
            } else if (!files.rename(old.getPath(), target)) {
                throw new IOException("Cannot rename " + old.getPath() + " back to " + target);
            }
        }
        long newest = System.currentTimeMillis() - ABANDONED_AFTER.toMillis();
        for (FileStatus staging : siblings(files, target, STAGING)) {
            if (staging.getModificationTime() < newest) {
                files.delete(staging.getPath(), true);
            }
        }
    }

    /** Deletes the hidden folder unless it was renamed. */
    @Override
    public void close() throws IOException {
        files.delete(folder, true);
        files.cancelDeleteOnExit(folder);
    }

    private void writeManifest(DatasetManifest manifest) throws IOException {
        try (OutputStream out = files.create(new Path(folder, Dataset.MANIFEST))) {
            out.write(ManifestJson.write(manifest).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The path made again from its text: a path made from a URI may end with a slash and then has no name. */
    private static Path named(Path path) {
        return new Path(path.toString());
    }

    /** The hidden folders of a role beside a target, found by their whole names: a target's name is no pattern. */
    private static List<FileStatus> siblings(FileSystem files, Path target, String role) throws IOException {
        Path parent = target.getParent();
        if (parent == null || !files.exists(parent)) {
            return List.of();
        }
        String prefix = prefix(target, role);
        return Arrays.stream(files.listStatus(parent))
                .filter(FileStatus::isDirectory)
                .filter(status -> status.getPath().getName().startsWith(prefix)
                        && status.getPath().getName().substring(prefix.length()).matches(UNIQUE))
                .toList();
    }

    private static Path sibling(Path target, String role) {
        return new Path(target.getParent(), prefix(target, role) + UUID.randomUUID());
    }

    private static String prefix(Path target, String role) {
        return "." + target.getName() + "." + role + "-";
    }

    private void rename(Path from, Path to) throws IOException {
        if (!files.rename(from, to)) {
            throw new IOException("Cannot rename " + from + " to " + to);
        }
    }
}
