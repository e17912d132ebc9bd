package org.bitadapt.jobs.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.jobs.files.TextFiles;

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
    /** The labels of classes in this data set, by the label of the same class in the shards. */
    private final int[] labels;
    /** How a network reads the pixels. */
    private final PixelNormalization pixels;

    private Dataset(String location, DatasetManifest manifest, int[] labels, PixelNormalization pixels) {
        this.pixels = pixels;
        this.location = location;
        this.manifest = manifest;
        this.labels = labels;
    }

    /**
     * Reads and validates the manifest, and looks whether every shard is there in its full length.
     *
     * @param path the data set's folder, on any file system that {@code configuration} knows
     * @throws InvalidDatasetException if there is no data set, or the data set is damaged or of another version
     * @throws IOException if the file system fails
     */
    public static Dataset open(Path path, Configuration configuration) throws IOException {
        FileSystem files = path.getFileSystem(configuration);
        Path folder = files.makeQualified(new Path(path.toString()));
        DatasetManifest manifest = readManifest(files, folder);
        for (Split split : Split.values()) {
            checkShards(files, folder, split, manifest.split(split).shards());
        }
        int[] asStored = new int[manifest.classes().size()];
        Arrays.setAll(asStored, label -> label);
        PixelNormalization pixels = PixelNormalization.of(manifest.mean(), manifest.standardDeviation());
        return new Dataset(folder.toString(), manifest, asStored, pixels);
    }

    private static DatasetManifest readManifest(FileSystem files, Path folder) throws IOException {
        Path file = new Path(folder, MANIFEST);
        try {
            return ManifestJson.read(TextFiles.read(file, files.getConf()));
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

    /** The manifest, which says what the data set holds. */
    public DatasetManifest manifest() {
        return manifest;
    }

    /** The shards of a split, in order. */
    public List<Shard> shards(Split split) {
        return manifest.split(split).shards();
    }

    /**
     * This data set with the classes in another order; readers of its records find the labels of that order.
     *
     * @param classes the names of the classes in the wanted order
     * @return the data set; empty unless the names are those of this data set
     */
    public Optional<Dataset> inOrderOf(List<String> classes) {
        return ClassNames.positions(manifest.classes(), classes).map(positions -> {
            int[] mapped = Arrays.stream(labels).map(label -> positions[label]).toArray();
            return new Dataset(location, manifest.relabelled(classes, positions), mapped, pixels);
        });
    }

    /**
     * This data set with the statistics of another: a network reads the pixels as it was trained to, not by the
     * statistics of these records.
     */
    public Dataset normalizedBy(PixelNormalization other) {
        return new Dataset(location, manifest.normalizedBy(other), labels, other);
    }

    /** How a network reads the pixels: by the statistics of these records, or as {@link #normalizedBy} says. */
    public PixelNormalization pixels() {
        return pixels;
    }

    /** The label, in this data set, of a record that has the label {@code stored} in its shard. */
    int label(int stored) {
        return labels[stored];
    }

    /**
     * The labels by the labels in the shards, which tell decoded shards apart from those of the same records with other
     * labels.
     */
    List<Integer> labels() {
        return Arrays.stream(labels).boxed().toList();
    }

    /** SHA-256 over the checksums of all shards: equal for equal records, wherever they are. */
    public String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Split split : Split.values()) {
                for (Shard shard : shards(split)) {
                    digest.update(shard.contentSha256().getBytes(StandardCharsets.US_ASCII));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return manifest.name() + " at " + location;
    }
}
