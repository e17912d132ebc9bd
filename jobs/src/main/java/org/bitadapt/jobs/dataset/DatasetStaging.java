package org.bitadapt.jobs.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A data set in the making: a hidden folder beside the final one, renamed as a whole when it is complete, deleted when
 * it is closed before that. Whoever lists the final name sees all of the data set or nothing.
 */
public final class DatasetStaging implements AutoCloseable {

    private static final String STAGING = "staging";
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private final FileSystem files;
    private final Path target;
    private final Path folder;

    /**
     * Creates the hidden folder, and deletes those that killed jobs left for the same target more than a day ago.
     *
     * @param target the data set's final path
     * @param configuration of its file system
     */
    public DatasetStaging(Path target, Configuration configuration) throws IOException {
        files = target.getFileSystem(configuration);
        // Through text, because a path made from a URI may end with a slash and then has no name.
        this.target = files.makeQualified(new Path(target.toString()));
        deleteAbandoned();
        folder = sibling(STAGING);
        if (!files.mkdirs(folder)) {
            throw new IOException("Cannot create " + folder);
        }
        files.deleteOnExit(folder);
    }

    /** Where shards are written, for {@link ShardWriter}. */
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

    /** Like {@link #commit}, but what has the name now is replaced. */
    public void replace(DatasetManifest manifest) throws IOException {
        writeManifest(manifest);
        Path old = sibling("old");
        boolean exists = files.exists(target);
        if (exists) {
            rename(target, old);
        }
        rename(folder, target);
        if (exists) {
            files.delete(old, true);
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

    private void deleteAbandoned() throws IOException {
        FileStatus[] stagings = files.globStatus(new Path(target.getParent(), prefix(STAGING) + "*"));
        long newest = System.currentTimeMillis() - ABANDONED_AFTER.toMillis();
        for (FileStatus staging : stagings == null ? new FileStatus[0] : stagings) {
            if (staging.getModificationTime() < newest) {
                files.delete(staging.getPath(), true);
            }
        }
    }

    private Path sibling(String role) {
        return new Path(target.getParent(), prefix(role) + UUID.randomUUID());
    }

    private String prefix(String role) {
        return "." + target.getName() + "." + role + "-";
    }

    private void rename(Path from, Path to) throws IOException {
        if (!files.rename(from, to)) {
            throw new IOException("Cannot rename " + from + " to " + to);
        }
    }
}
