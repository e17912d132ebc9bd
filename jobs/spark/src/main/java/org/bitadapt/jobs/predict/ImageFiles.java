package org.bitadapt.jobs.predict;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.files.FileTree;
import org.bitadapt.jobs.files.InputFiles;
import org.bitadapt.jobs.image.ImageDecoder;
import org.bitadapt.jobs.image.ImageFile;
import org.bitadapt.jobs.image.ImageFolder;
import org.bitadapt.jobs.model.Scorer;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.spark.HadoopBroadcast;

/**
 * Scores image files, which are read and decoded where tasks run.
 *
 * @param files the image files in order of name
 * @param leftOut the numbers of files that are no images, by reason
 */
record ImageFiles(List<ImageFile> files, Map<String, Long> leftOut) {

    private static final String REMEDY = "Give a folder of PNG or JPEG files, or one such file.";
    private static final int FILES_PER_TASK = 200;

    /**
     * Lists files.
     *
     * @param location a folder, searched with its subfolders, or one file, whatever its name
     * @throws BadInputException if there is no PNG or JPEG file
     */
    static ImageFiles open(String location, Configuration configuration) throws IOException {
        Path path = new Path(location);
        FileSystem files = path.getFileSystem(configuration);
        if (!files.exists(path)) {
            throw new BadInputException("No images at " + location, REMEDY);
        }
        Path qualified = files.makeQualified(path);
        InputFiles.requireRegular(qualified, configuration);
        if (files.getFileStatus(path).isFile()) {
            ImageFile file = new ImageFile(qualified.getName(), qualified.toString());
            return new ImageFiles(List.of(file), Map.of());
        }
        ImageFolder folder = ImageFolder.of(FileTree.walk(path, configuration).all());
        if (folder.images().isEmpty()) {
            throw new BadInputException("No PNG or JPEG files in " + location, REMEDY);
        }
        return new ImageFiles(folder.images(), folder.leftOut());
    }

    /**
     * The scored files, their paths as ids and no labels.
     *
     * @param model the model that scores
     * @param scorers the model on its way to tasks
     * @param bad what is done about files that cannot be read
     * @param unread receives the files that are skipped, some perhaps more than once
     */
    JavaRDD<ScoredImage> score(
            JavaSparkContext spark,
            TrainedModel model,
            Scorer.Source scorers,
            BadImages bad,
            CollectionAccumulator<UnreadImage> unread) {
        ImageDecoder decoder = new ImageDecoder(model.image(), model.fit());
        Shape shape = model.image();
        int classes = model.classes();
        Broadcast<SerializableConfiguration> configuration = HadoopBroadcast.of(spark);
        int tasks = Math.max(spark.defaultParallelism(), files.size() / FILES_PER_TASK);
        return spark.parallelize(files, Math.min(tasks, files.size())).mapPartitions(part -> {
            DecodedImages images = new DecodedImages(
                    part, decoder, shape, configuration.value().value(), image -> keeps(image, bad, unread));
            return images.scoredBy(scorers.open(), classes);
        });
    }

    private static boolean keeps(UnreadImage image, BadImages bad, CollectionAccumulator<UnreadImage> skipped) {
        if (bad == BadImages.SKIP) {
            skipped.add(image);
        } else if (bad == BadImages.ERROR) {
            throw refused(image);
        }
        return bad == BadImages.KEEP;
    }

    private static BadInputException refused(UnreadImage image) {
        return new BadInputException(
                "Invalid image: " + image.path() + " (must be an undamaged PNG or JPEG; found: " + image.reason() + ")",
                "Repair it, take it away, or go on without it by --on-bad-image skip or keep.");
    }
}
