package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.dataset.SourceDigest;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.files.FileTree;
import org.bitadapt.jobs.files.FoundFolder;
import org.bitadapt.jobs.image.ImageDecoder;
import org.bitadapt.jobs.image.ImageFile;
import org.bitadapt.jobs.image.ImageFolder;
import org.bitadapt.runtime.image.Fit;

/**
 * A source with a folder per class, whose images are the PNG and JPEG files in it and in its subfolders: {@code
 * CLASS/...}, or {@code train/CLASS/...} and perhaps {@code val/CLASS/...} and {@code test/CLASS/...}, see {@link
 * FolderLayout}. Labels number the class names in their order. Every other file is left out and counted, see {@link
 * ImageFolder}.
 */
final class FolderSource implements ImageSource {

    static final String NAME = "folder";

    private static final int FILES_PER_TASK = 200;
    private static final String REMEDY = "Sort the images into one folder per class.";
    private static final String OUTSIDE = "outsideClasses";

    private final List<String> classes;
    private final List<ClassFolder> folders;
    private final Map<String, Long> leftOut;
    private final int side;
    private final Fit fit;

    private FolderSource(
            List<String> classes, List<ClassFolder> folders, Map<String, Long> leftOut, int side, Fit fit) {
        this.classes = classes;
        this.folders = folders;
        this.leftOut = leftOut;
        this.side = side;
        this.fit = fit;
    }

    /**
     * Lists the images.
     *
     * @param side the side of the images in the data set, in pixels
     * @param fit how pictures of other shapes are brought to a square of that side
     * @throws BadInputException unless there are at least two classes with images
     */
    static FolderSource open(Path location, int side, Fit fit, Configuration configuration) throws IOException {
        if (side < 1) {
            throw new BadInputException("Invalid size: " + side + " (must be at least 1)", "");
        }
        Path input = new Path(location.toString()); // Without a slash at its end.
        FoundFolder root = FileTree.walk(input, configuration);
        FolderLayout layout = FolderLayout.of(root, input.toString());
        FoundFolder train = layout.splits().get(Split.TRAIN);
        List<String> classes =
                FolderLayout.visible(train).stream().map(FoundFolder::lastName).toList();
        if (classes.size() < 2) {
            throw new BadInputException(
                    "Invalid input: " + input + " has " + classes.size() + " class folders (must have 2 or more)",
                    REMEDY);
        }
        ClassNameRules.require(classes, input.toString());
        List<ClassFolder> folders = new ArrayList<>();
        layout.splits().forEach((split, folder) -> folders.addAll(classFolders(folder, split, classes, input)));
        return new FolderSource(classes, folders, leftOut(root, folders), side, fit);
    }

    private static List<ClassFolder> classFolders(FoundFolder parent, Split split, List<String> classes, Path input) {
        List<ClassFolder> folders = new ArrayList<>();
        for (FoundFolder folder : FolderLayout.visible(parent)) {
            int label = classes.indexOf(folder.lastName());
            if (label < 0) {
                throw new BadInputException(
                        "Invalid class: " + folder.lastName() + " in " + input
                                + (parent.name().isEmpty() ? "" : "/") + parent.name()
                                + " (must be one of the training classes)",
                        REMEDY);
            }
            List<ImageFile> images = ImageFolder.of(folder.all()).images();
            if (images.isEmpty()) {
                throw new BadInputException(
                        "Invalid class folder: " + input + "/" + folder.name() + " (must hold images)", REMEDY);
            }
            folders.add(new ClassFolder(folder.name(), label, split, images));
        }
        return folders;
    }

    private static Map<String, Long> leftOut(FoundFolder root, List<ClassFolder> folders) {
        ImageFolder whole = ImageFolder.of(root.all());
        Map<String, Long> leftOut = new TreeMap<>(whole.leftOut());
        long inClasses =
                folders.stream().mapToLong(folder -> folder.files().size()).sum();
        if (inClasses < whole.images().size()) {
            leftOut.put(OUTSIDE, whole.images().size() - inClasses);
        }
        return leftOut;
    }

    @Override
    public String name() {
        return NAME;
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
    public Fit fit() {
        return fit;
    }

    @Override
    public Set<Split> ownSplits() {
        Set<Split> splits = EnumSet.noneOf(Split.class);
        folders.forEach(folder -> splits.add(folder.split()));
        splits.remove(Split.TRAIN);
        return splits;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("size", Integer.toString(side), "fit", fit.word());
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
        ImageDecoder decoder = new ImageDecoder(image(), fit);
        List<ClassImage> images = new ArrayList<>();
        for (ClassFolder folder : folders) {
            folder.files().forEach(file -> images.add(new ClassImage(file, folder.label(), folder.split())));
        }
        List<Reading> others = new ArrayList<>();
        leftOut.forEach((reason, count) -> others.add(new Reading.LeftOut(reason, count)));
        int tasks = Math.max(spark.defaultParallelism(), images.size() / FILES_PER_TASK);
        return spark.parallelize(images, Math.min(tasks, images.size()))
                .map(image -> image.read(decoder, configuration.value()))
                .union(spark.parallelize(others, 1));
    }
}
