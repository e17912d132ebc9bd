package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.jobs.dataset.SourceDigest;
import org.bitadapt.jobs.files.InputFiles;
import org.bitadapt.jobs.image.ImageFile;
import org.bitadapt.jobs.pku.StoredFile;

/** Computes SHA-256 of files where Spark runs its tasks. */
final class FileDigests {

    private static final int FILES_PER_TASK = 500;

    private FileDigests() {}

    /** The digests of files, named without folders, in the files' order. */
    static List<SourceDigest> of(JavaSparkContext spark, List<Path> files) {
        SerializableConfiguration configuration = new SerializableConfiguration(spark.hadoopConfiguration());
        int tasks = Math.max(Math.min(files.size(), spark.defaultParallelism()), files.size() / FILES_PER_TASK);
        return spark.parallelize(files.stream().map(Path::toString).toList(), Math.max(1, tasks))
                .map(file -> of(new Path(file), configuration.value()))
                .collect();
    }

    private static SourceDigest of(Path file, Configuration configuration) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(InputFiles.open(file, configuration), digest)) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            return new SourceDigest(file.getName(), 1, bytes, HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** The digest of a folder, as {@link SourceDigest} defines it. */
    static SourceDigest of(String folder, List<ImageFile> files, Configuration configuration) throws IOException {
        MessageDigest digest = sha256();
        long bytes = 0;
        for (ImageFile file : files) {
            SourceDigest content = of(new Path(file.path()), configuration);
            bytes += content.bytes();
            digest.update((content.sha256() + " " + file.name() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return new SourceDigest(folder, files.size(), bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /** The digests of all folders and zip files that files are stored in, as {@link SourceDigest} defines them. */
    static List<SourceDigest> ofStored(JavaSparkContext spark, List<StoredFile> files) {
        Map<String, String> names = new TreeMap<>();
        files.forEach(file -> names.put(file.path(), file.name()));
        List<String> paths = List.copyOf(names.keySet());
        List<SourceDigest> digests = of(spark, paths.stream().map(Path::new).toList());
        Map<String, List<Integer>> folders = new TreeMap<>();
        for (int i = 0; i < paths.size(); i++) {
            String folder = new Path(paths.get(i)).getParent().getName();
            boolean alone =
                    paths.get(i).endsWith(".zip") || !names.get(paths.get(i)).contains("/");
            folders.computeIfAbsent(alone ? digests.get(i).name() : folder, name -> new ArrayList<>())
                    .add(i);
        }
        List<SourceDigest> sources = new ArrayList<>();
        folders.forEach((name, members) -> sources.add(
                members.size() == 1
                        ? digests.get(members.get(0))
                        : joined(name, members.stream().map(digests::get).toList())));
        return sources;
    }

    private static SourceDigest joined(String folder, List<SourceDigest> files) {
        MessageDigest digest = sha256();
        long bytes = 0;
        for (SourceDigest file : files) {
            bytes += file.bytes();
            digest.update((file.sha256() + " " + file.name() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return new SourceDigest(folder, files.size(), bytes, HexFormat.of().formatHex(digest.digest()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
