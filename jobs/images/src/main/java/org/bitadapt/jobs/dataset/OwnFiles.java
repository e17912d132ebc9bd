package org.bitadapt.jobs.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.files.TextFiles;

/**
 * The files in a folder that are a data set's own: the manifest, if it is a manifest, and the files that it lists. A
 * name that a data set could have proves nothing.
 */
final class OwnFiles {

    private static final String QUARANTINE = "quarantine";
    /** The names that files of data sets have; without a manifest that lists them, such files are somebody's. */
    private static final String SHARD = "(train|validation|test)/\\.?part-[0-9]+\\.parquet(\\.crc)?|quarantine/.*";

    private static final String CHECKSUM = ".crc";
    /** The name of a file that a killed attempt at a shard leaves: hidden and random. */
    private static final String ATTEMPT = "(train|validation|test)/\\.{1,2}[0-9a-f-]{36}\\.parquet(\\.crc)?";

    private final FileSystem files;
    private final Path folder;
    private final List<Path> own;
    private final List<Path> folders;
    private final Optional<String> foreign;

    private OwnFiles(FileSystem files, Path folder, List<Path> own, List<Path> folders, Optional<String> foreign) {
        this.files = files;
        this.folder = folder;
        this.own = own;
        this.folders = folders;
        this.foreign = foreign;
    }

    /** Looks at a folder; a file is nobody's data set. */
    static OwnFiles of(FileSystem fileSystem, Path folder) throws IOException {
        // Hadoop's local file system hides its checksum files, and would leave the checksum files of deleted files.
        FileSystem files = fileSystem instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : fileSystem;
        if (!files.getFileStatus(folder).isDirectory()) {
            return new OwnFiles(files, folder, List.of(), List.of(), Optional.of(folder.getName()));
        }
        Set<String> listed = listed(files, folder);
        List<Path> own = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        SortedSet<String> foreign = new TreeSet<>();
        List<FileStatus> rest = new ArrayList<>(List.of(files.listStatus(folder)));
        while (!rest.isEmpty()) {
            FileStatus status = rest.remove(rest.size() - 1);
            String name = relative(folder, status.getPath());
            if (status.isDirectory() && !status.isSymlink() && isOwnFolder(name)) {
                folders.add(status.getPath());
                rest.addAll(List.of(files.listStatus(status.getPath())));
            } else if (!status.isDirectory() && (listed.contains(name) || isAttempt(listed, name))) {
                own.add(status.getPath());
            } else {
                foreign.add(name);
            }
        }
        return new OwnFiles(files, folder, own, folders, shown(foreign));
    }

    /**
     * What proves best that a folder is no data set: a name that no data set has, or that its manifest is none or
     * missing.
     */
    private static Optional<String> shown(SortedSet<String> foreign) {
        Optional<String> other =
                foreign.stream().filter(name -> !isOfDataSet(name)).findFirst();
        if (other.isPresent() || foreign.isEmpty()) {
            return other;
        }
        boolean named = foreign.contains(Dataset.MANIFEST);
        return Optional.of(named ? "a " + Dataset.MANIFEST + " of something else" : "no " + Dataset.MANIFEST);
    }

    private static boolean isOfDataSet(String name) {
        return name.equals(Dataset.MANIFEST) || name.equals(checksum(Dataset.MANIFEST)) || name.matches(SHARD);
    }

    private static boolean isAttempt(Set<String> listed, String name) {
        return !listed.isEmpty() && name.matches(ATTEMPT);
    }

    private static boolean isOwnFolder(String name) {
        return name.equals(QUARANTINE) || name.matches("train|validation|test");
    }

    /** The names that the manifest proves; none if there is no manifest, or the file of that name is no manifest. */
    private static Set<String> listed(FileSystem files, Path folder) throws IOException {
        Path file = new Path(folder, Dataset.MANIFEST);
        if (!files.exists(file) || !files.getFileStatus(file).isFile()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>(List.of(Dataset.MANIFEST, checksum(Dataset.MANIFEST)));
        try {
            DatasetManifest manifest = ManifestJson.read(TextFiles.read(file, files.getConf()));
            for (SplitManifest split : manifest.splits().values()) {
                for (Shard shard : split.shards()) {
                    names.add(shard.name());
                    names.add(checksum(shard.name()));
                }
            }
            if (manifest.provenance().quarantined() > 0) {
                String rejected = QUARANTINE + "/rejected.jsonl";
                names.addAll(List.of(rejected, checksum(rejected)));
            }
        } catch (IllegalArgumentException | BadInputException e) {
            return Set.of();
        }
        return names;
    }

    /** The name of the checksum file that Hadoop's local file system keeps beside a file. */
    private static String checksum(String name) {
        int slash = name.lastIndexOf('/') + 1;
        return name.substring(0, slash) + "." + name.substring(slash) + CHECKSUM;
    }

    private static String relative(Path folder, Path path) {
        Path parent = path.getParent();
        return parent.getName().equals(folder.getName()) && parent.depth() == folder.depth()
                ? path.getName()
                : relative(folder, parent) + "/" + path.getName();
    }

    /** The first file or folder by name that is not proved to be the data set's. */
    Optional<String> foreign() {
        return foreign;
    }

    /**
     * Deletes the data set's own files, and the folders that are empty then.
     *
     * @throws IOException if something else is there, which stays
     */
    void delete() throws IOException {
        for (Path path : own) {
            files.delete(path, false);
        }
        List<Path> inner = new ArrayList<>(folders);
        inner.sort(Comparator.comparingInt(Path::depth).reversed());
        inner.add(folder);
        for (Path empty : inner) {
            if (files.listStatus(empty).length > 0) {
                throw new IOException("Not all of " + folder + " is the data set's: " + empty + " is kept");
            }
            files.delete(empty, false);
        }
    }
}
