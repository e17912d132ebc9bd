package org.bitadapt.jobs.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An opened data set: its place and its manifest. Serializable, so that tasks carry it.
 *
 * @see org.bitadapt.jobs.dataset
 */
public final class Dataset implements Serializable {

    private static final long serialVersionUID = 1;

    static final String MANIFEST = "manifest.json";

    private final String location;
    private final DatasetManifest manifest;

    private Dataset(String location, DatasetManifest manifest) {
        this.location = location;
        this.manifest = manifest;
    }

    /**
     * Reads and validates the manifest, and looks whether every shard is there in its full length.
     *
     * @param path the data set's folder, on any file system that {@code configuration} knows
     * @throws InvalidDatasetException if there is no data set, or it is damaged or of another version
     * @throws IOException if the file system fails
     */
    public static Dataset open(Path path, Configuration configuration) throws IOException {
        FileSystem files = path.getFileSystem(configuration);
        Path folder = files.makeQualified(new Path(path.toString()));
        DatasetManifest manifest = readManifest(files, folder);
        for (Split split : Split.values()) {
            checkShards(files, folder, split, manifest.split(split).shards());
        }
        return new Dataset(folder.toString(), manifest);
    }

    private static DatasetManifest readManifest(FileSystem files, Path folder) throws IOException {
        Path file = new Path(folder, MANIFEST);
        try (InputStream in = files.open(file)) {
            return ManifestJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            throw new InvalidDatasetException(
                    "Invalid data set: " + folder + " (must be a folder with a " + MANIFEST
                            + ", as the preprocess command writes it)",
                    e);
        } catch (IllegalArgumentException e) {
            throw new InvalidDatasetException(e.getMessage() + " in " + file, e);
        }
    }

    private static void checkShards(FileSystem files, Path folder, Split split, List<Shard> shards) throws IOException {
        Map<String, Long> lengths = new HashMap<>();
        Path splitFolder = new Path(folder, split.folder());
        if (!shards.isEmpty() && files.exists(splitFolder)) {
            for (FileStatus status : files.listStatus(splitFolder)) {
                lengths.put(split.folder() + "/" + status.getPath().getName(), status.getLen());
            }
        }
        for (Shard shard : shards) {
            Long length = lengths.get(shard.name());
            if (length == null) {
                throw new InvalidDatasetException("Missing shard: " + shard.name() + " in " + folder
                        + " (make the data set again with preprocess --overwrite)");
            }
            if (length != shard.bytes()) {
                throw new InvalidDatasetException("Invalid shard: " + length + " bytes in " + folder + "/"
                        + shard.name() + " (must be " + shard.bytes()
                        + "; make the data set again with preprocess --overwrite)");
            }
        }
    }

    /** The folder, qualified with its file system. */
    public String location() {
        return location;
    }

    /** What the data set holds. */
    public DatasetManifest manifest() {
        return manifest;
    }

    /** The shards of a split, in order. */
    public List<Shard> shards(Split split) {
        return manifest.split(split).shards();
    }

    @Override
    public String toString() {
        return manifest.name() + " at " + location;
    }
}
