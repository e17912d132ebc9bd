package org.bitadapt.jobs.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.InvalidDatasetException;
import org.bitadapt.jobs.files.FileTree;
import org.bitadapt.jobs.files.InputFiles;

/**
 * Computes the identities of data sets, runs and files on any Hadoop file system: a changed identity tells that
 * something is no longer what it was.
 *
 * <ul>
 *   <li>a data set: SHA-256 of its manifest, which has the checksums of its shards; it differs if a shard is missing
 *   <li>a run: SHA-256 of its settings, its best epoch and its packed model, or its metrics if it has no packed model
 *   <li>a file: SHA-256 of its contents
 *   <li>another folder: SHA-256 of names, lengths and times of its files; hidden files do not count, links are followed
 *       as by {@link FileTree}
 * </ul>
 */
final class Identities {

    private static final String MANIFEST = "manifest.json";
    private static final String RUN = "run.json";
    private static final String MODEL = "model.bnn";
    private static final List<String> OF_RUN = List.of("config.conf", "best", MODEL);
    private static final List<String> OF_FLOAT_RUN = List.of("config.conf", "best", "metrics.jsonl");

    private final Configuration hadoop;

    Identities(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /** The identity of what is at a location; empty if nothing is there. */
    Optional<String> of(String location) throws IOException {
        Path path = new Path(location);
        FileSystem files = path.getFileSystem(hadoop);
        if (!files.exists(path)) {
            return Optional.empty();
        }
        InputFiles.requireRegular(path, hadoop);
        if (files.getFileStatus(path).isFile()) {
            return Optional.of(checksum(files, List.of(path)));
        }
        if (files.exists(new Path(path, MANIFEST))) {
            return Optional.of(dataset(files, path));
        }
        if (files.exists(new Path(path, RUN))) {
            List<String> parts = files.exists(new Path(path, MODEL)) ? OF_RUN : OF_FLOAT_RUN;
            return Optional.of(checksum(
                    files, parts.stream().map(name -> new Path(path, name)).toList()));
        }
        return Optional.of(listing(path));
    }

    /** The identities of several places by the places' keys; places where nothing is are left out. */
    SortedMap<String, String> of(Map<String, String> places) throws IOException {
        SortedMap<String, String> identities = new TreeMap<>();
        for (var place : places.entrySet()) {
            of(place.getValue()).ifPresent(identity -> identities.put(place.getKey(), identity));
        }
        return identities;
    }

    private String dataset(FileSystem files, Path path) throws IOException {
        String manifest = checksum(files, List.of(new Path(path, MANIFEST)));
        try {
            Dataset.open(path, hadoop);
            return manifest;
        } catch (InvalidDatasetException e) {
            return "damaged " + manifest;
        }
    }

    private String checksum(FileSystem files, List<Path> parts) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            for (Path part : parts) {
                if (files.exists(part)) {
                    try (InputStream in = InputFiles.open(part, hadoop)) {
                        sink.write((part.getName() + "\n").getBytes(StandardCharsets.UTF_8));
                        in.transferTo(sink);
                    }
                }
            }
        }
        return hex(digest);
    }

    private String listing(Path folder) throws IOException {
        MessageDigest digest = sha256();
        FileTree.walk(folder, hadoop)
                .all()
                .filter(file -> Stream.of(file.names()).noneMatch(name -> name.startsWith(".")))
                .sorted()
                .map(file -> file.name() + " " + file.bytes() + " " + file.modifiedMillis() + "\n")
                .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
        return hex(digest);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
