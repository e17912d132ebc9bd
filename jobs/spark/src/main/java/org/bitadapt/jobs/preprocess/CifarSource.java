package org.bitadapt.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.FileSystemFailure;
import org.bitadapt.jobs.dataset.SourceDigest;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.files.InputFiles;

/**
 * CIFAR-10 or CIFAR-100 as it is published, unpacked or as an archive, binary or for Python. Both formats give the same
 * records.
 *
 * <p>One task per batch file reads a folder, and one task reads an archive.
 */
final class CifarSource implements ImageSource {

    private static final Shape IMAGE = new Shape(3, CifarFormat.SIDE, CifarFormat.SIDE);

    private final CifarLayout layout;
    private final List<String> classes;
    private final List<Path> files;
    private final boolean archive;
    private final CifarCount count;

    private CifarSource(CifarLayout layout, List<String> classes, List<Path> files, boolean archive, CifarCount count) {
        this.layout = layout;
        this.classes = classes;
        this.count = count;
        this.files = files;
        this.archive = archive;
        if (classes.size() < 2 || classes.size() > 256) {
            throw new BadInputException(
                    "Invalid class count: " + classes.size() + " in " + layout.metaFile() + " (must be 2..256)",
                    "Unpack the archive again.");
        }
        ClassNameRules.require(classes, layout.metaFile());
    }

    /**
     * Finds out what the input is and reads its class names.
     *
     * @param input the path of a {@code .tar.gz}, of the folder with the batch files, or of the folder around that
     *     folder
     * @param isShortAccepted whether batches may be missing or have other counts than the rule says
     * @throws BadInputException if the input is none of these, or batches are missing
     */
    static CifarSource open(CifarDataset dataset, Path input, boolean isShortAccepted, Configuration configuration)
            throws IOException {
        FileSystem fileSystem = input.getFileSystem(configuration);
        FileStatus status;
        try {
            status = fileSystem.getFileStatus(input);
        } catch (FileNotFoundException e) {
            throw new BadInputException(
                    "Invalid input: " + input + " (must exist)", "Name a file or folder, or use --input download.", e);
        }
        return status.isFile()
                ? openArchive(dataset, status.getPath(), isShortAccepted, configuration)
                : openFolder(dataset, status.getPath(), isShortAccepted, configuration);
    }

    private static CifarSource openFolder(
            CifarDataset dataset, Path input, boolean isShortAccepted, Configuration configuration) throws IOException {
        FileSystem fileSystem = input.getFileSystem(configuration);
        Path folder = input;
        for (CifarLayout layout : dataset.layouts()) {
            if (fileSystem.exists(new Path(input, layout.folder()))) {
                folder = new Path(input, layout.folder());
                break;
            }
        }
        Map<String, Path> files = new TreeMap<>();
        for (FileStatus status : fileSystem.listStatus(folder)) {
            if (status.isFile()) {
                files.put(status.getPath().getName(), status.getPath());
            }
        }
        CifarLayout layout = CifarLayout.of(dataset, files.keySet(), folder.toString());
        List<Path> batches = new ArrayList<>(files.values());
        batches.removeIf(file -> !layout.isBatch(file.getName()));
        for (Path batch : batches) {
            InputFiles.requireRegular(batch, configuration);
        }
        List<String> classes = dataset.classes();
        if (files.containsKey(layout.metaFile())) {
            try (InputStream meta = new SourceStream(InputFiles.open(files.get(layout.metaFile()), configuration))) {
                classes = layout.format().classes(layout, meta);
            }
        }
        CifarCount count = isShortAccepted ? CifarCount.ANY : CifarCount.of(dataset, classes);
        count.requireBatches(layout.trainNumbers(files.keySet()), layout, folder.toString());
        return new CifarSource(layout, classes, batches, false, count);
    }

    private static CifarSource openArchive(
            CifarDataset dataset, Path file, boolean isShortAccepted, Configuration configuration) throws IOException {
        Set<String> names = new HashSet<>();
        Map<CifarLayout, List<String>> found = new TreeMap<>();
        try (TarArchive archive = new TarArchive(file, configuration)) {
            for (Optional<String> name = archive.nextFile(); name.isPresent(); name = archive.nextFile()) {
                if (!names.add(name.get()) && isBatch(dataset, name.get())) {
                    throw new BadInputException(
                            "Invalid archive: " + file.getName() + " has " + name.get() + " twice (must have it once)",
                            "Get the archive again.");
                }
                for (CifarLayout layout : dataset.layouts()) {
                    if (name.get().equals(layout.metaFile())) {
                        found.put(layout, classes(archive, layout));
                    }
                }
            }
        }
        CifarLayout layout = CifarLayout.of(dataset, names, file.toString());
        List<String> classes = found.getOrDefault(layout, dataset.classes());
        CifarCount count = isShortAccepted ? CifarCount.ANY : CifarCount.of(dataset, classes);
        count.requireBatches(layout.trainNumbers(names), layout, file.toString());
        return new CifarSource(layout, classes, List.of(file), true, count);
    }

    private static List<String> classes(TarArchive archive, CifarLayout layout) throws IOException {
        try {
            return layout.format().classes(layout, archive.content());
        } catch (FileSystemFailure e) {
            throw e;
        } catch (IOException e) {
            throw archive.broken(e);
        }
    }

    private static boolean isBatch(CifarDataset dataset, String name) {
        return dataset.layouts().stream().anyMatch(layout -> layout.isBatch(name));
    }

    @Override
    public String name() {
        return layout.dataset().word();
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public Shape image() {
        return IMAGE;
    }

    @Override
    public Set<Split> ownSplits() {
        return Set.of(Split.TEST);
    }

    @Override
    public Map<String, String> settings() {
        return count == CifarCount.ANY ? Map.of("acceptShort", "true") : Map.of();
    }

    @Override
    public List<SourceDigest> digests(JavaSparkContext spark) {
        return FileDigests.of(spark, files);
    }

    @Override
    public JavaRDD<Reading> read(JavaSparkContext spark) {
        CifarReader reader = new CifarReader(
                layout, classes.size(), count, new SerializableConfiguration(spark.hadoopConfiguration()));
        JavaRDD<String> paths =
                spark.parallelize(files.stream().map(Path::toString).toList(), files.size());
        return archive ? paths.flatMap(reader::readArchive) : paths.flatMap(reader::readFile);
    }
}
