package org.bitadapt.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.dataset.SourceDigest;

/**
 * A folder per class, with PNG and JPEG files in it and in its subfolders: {@code CLASS/...}, or {@code train/CLASS/...}
 * and perhaps {@code test/CLASS/...}. Labels are the order of the class names; names that start with a dot or an
 * underscore are not looked at.
 */
final class FolderSource implements ImageSource {

    private static final String TRAIN = "train";
    private static final String TEST = "test";
    private static final int FILES_PER_TASK = 200;
    private static final String REMEDY = "Sort the images into one folder per class.";

    private final List<String> classes;
    private final List<ClassFolder> folders;
    private final int side;

    private FolderSource(List<String> classes, List<ClassFolder> folders, int side) {
        this.classes = classes;
        this.folders = folders;
        this.side = side;
    }

    /**
     * Lists the images.
     *
     * @param side of the images in the data set, in pixels
     * @throws BadInputException unless there are at least two classes with images
     */
    static FolderSource open(Path input, int side, Configuration configuration) throws IOException {
        if (side < 1) {
            throw new BadInputException("Invalid size: " + side + " (must be at least 1)", "");
        }
        FileSystem files = input.getFileSystem(configuration);
        Path root = files.makeQualified(new Path(input.toString()));
        List<String> top = subfolders(files, root);
        String train = top.contains(TRAIN) ? TRAIN : "";
        List<String> classes = train.isEmpty() ? top : subfolders(files, new Path(root, TRAIN));
        if (classes.size() < 2) {
            throw new BadInputException(
                    "Invalid input: " + root + " has " + classes.size() + " class folders (must have 2 or more)",
                    REMEDY);
        }
        List<ClassFolder> folders = folders(files, root, train, classes);
        if (!train.isEmpty() && top.contains(TEST)) {
            folders.addAll(folders(files, root, TEST, classes));
        }
        return new FolderSource(classes, folders, side);
    }

    private static List<ClassFolder> folders(FileSystem files, Path root, String split, List<String> classes)
            throws IOException {
        List<ClassFolder> folders = new ArrayList<>();
        Path parent = split.isEmpty() ? root : new Path(root, split);
        for (String name : subfolders(files, parent)) {
            Path folder = new Path(parent, name);
            int label = classes.indexOf(name);
            if (label < 0) {
                throw new BadInputException(
                        "Invalid class: " + name + " in " + parent + " (must be one of the training classes)", REMEDY);
            }
            List<ImageFile> images = images(files, root, folder);
            if (images.isEmpty()) {
                throw new BadInputException("Invalid class folder: " + folder + " (must hold images)", REMEDY);
            }
            folders.add(new ClassFolder(relative(root, folder), label, split.equals(TEST), images));
        }
        return folders;
    }

    private static List<String> subfolders(FileSystem files, Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            for (FileStatus status : files.listStatus(folder)) {
                String name = status.getPath().getName();
                if (status.isDirectory() && isVisible(name)) {
                    names.add(name);
                }
            }
        } catch (FileNotFoundException e) {
            throw new BadInputException("Invalid input: " + folder + " (must exist)", REMEDY, e);
        }
        names.sort(null);
        return names;
    }

    private static List<ImageFile> images(FileSystem files, Path root, Path folder) throws IOException {
        List<ImageFile> images = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> found = files.listFiles(folder, true);
        while (found.hasNext()) {
            Path file = found.next().getPath();
            if (isVisible(file.getName())) {
                images.add(new ImageFile(relative(root, file), file.toString()));
            }
        }
        images.sort(null);
        return images;
    }

    private static boolean isVisible(String name) {
        return !name.startsWith(".") && !name.startsWith("_");
    }

    private static String relative(Path root, Path path) {
        return root.toUri().relativize(path.toUri()).getPath();
    }

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public Shape image() {
        return new Shape(3, side, side);
    }

    @Override
    public boolean hasTestSplit() {
        return folders.stream().anyMatch(ClassFolder::test);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("size", Integer.toString(side));
    }

    @Override
    public List<SourceDigest> digests(JavaSparkContext spark) {
        SerializableConfiguration configuration = new SerializableConfiguration(spark.hadoopConfiguration());
        return spark.parallelize(folders, folders.size())
                .map(folder -> FileDigests.of(folder.name(), folder.files(), configuration.value()))
                .collect();
    }

    @Override
    public JavaRDD<Reading> read(JavaSparkContext spark) {
        SerializableConfiguration configuration = new SerializableConfiguration(spark.hadoopConfiguration());
        ImageDecoder decoder = new ImageDecoder(side);
        List<ClassImage> images = new ArrayList<>();
        for (ClassFolder folder : folders) {
            folder.files().forEach(file -> images.add(new ClassImage(file, folder.label(), folder.test())));
        }
        int tasks = Math.max(spark.defaultParallelism(), images.size() / FILES_PER_TASK);
        return spark.parallelize(images, Math.min(tasks, images.size()))
                .map(image -> image.read(decoder, configuration.value()));
    }
}
