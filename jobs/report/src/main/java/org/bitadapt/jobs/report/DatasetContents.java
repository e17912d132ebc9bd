package org.bitadapt.jobs.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DecodedShard;
import org.bitadapt.jobs.dataset.RecordHash;
import org.bitadapt.jobs.dataset.Shard;
import org.bitadapt.jobs.dataset.ShardReader;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.picture.Gallery;
import org.bitadapt.jobs.result.Prediction;

/** Finds the images that an evaluation's predictions speak of. */
final class DatasetContents {

    private static final int MOST = 24;
    /** The splits in the order of the search for an evaluation's images: the test split is the usual one. */
    private static final List<Split> SPLITS = List.of(Split.TEST, Split.VALIDATION, Split.TRAIN);

    private final Dataset dataset;
    private final List<Prediction> predictions;
    private final Configuration hadoop;

    DatasetContents(Dataset dataset, List<Prediction> predictions, Configuration hadoop) {
        this.dataset = dataset;
        this.predictions = predictions;
        this.hadoop = hadoop;
    }

    /**
     * Some images that were classified rightly and some wrongly, in the order of a hash of their ids.
     *
     * @throws BadInputException if the data set does not have the images
     */
    Gallery gallery() throws IOException {
        List<Prediction> wrong = some(prediction -> !prediction.right());
        List<Prediction> right = some(Prediction::right);
        Map<String, Prediction> wanted = Stream.of(wrong, right)
                .flatMap(List::stream)
                .collect(Collectors.toMap(Prediction::id, Function.identity()));
        Map<String, Gallery.Exhibit> found = new HashMap<>();
        for (Split split : SPLITS) {
            for (Shard shard : dataset.shards(split)) {
                if (found.size() < wanted.size()) {
                    find(wanted, new ShardReader(dataset, hadoop).read(shard), found);
                }
            }
        }
        if (found.size() < wanted.size()) {
            throw new BadInputException(
                    "Invalid --data: " + dataset + " (must have the images that were evaluated)",
                    "Give the data set of the evaluation, or evaluate again.");
        }
        return new Gallery(exhibits(wrong, found), exhibits(right, found));
    }

    private List<Prediction> some(Predicate<Prediction> kind) {
        return predictions.stream()
                .filter(kind)
                .sorted(Comparator.comparingLong(prediction -> RecordHash.of(prediction.id())))
                .limit(MOST)
                .toList();
    }

    private static List<Gallery.Exhibit> exhibits(List<Prediction> some, Map<String, Gallery.Exhibit> found) {
        return some.stream().map(prediction -> found.get(prediction.id())).toList();
    }

    private void find(Map<String, Prediction> wanted, DecodedShard shard, Map<String, Gallery.Exhibit> found)
            throws IOException {
        List<String> classes = dataset.manifest().classes();
        for (int row = 0; row < shard.records(); row++) {
            Prediction prediction = wanted.get(shard.id(row));
            if (prediction != null && prediction.label() == shard.label(row)) {
                found.put(
                        prediction.id(),
                        new Gallery.Exhibit(
                                prediction.id(),
                                classes.get(prediction.label()),
                                classes.get(prediction.predicted()),
                                prediction.probability(),
                                png(shard, row)));
            }
        }
    }

    private static byte[] png(DecodedShard shard, int row) throws IOException {
        Shape shape = shard.image();
        byte[] pixels = new byte[shape.size()];
        shard.copyImage(row, ByteBuffer.wrap(pixels));
        BufferedImage image = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < shape.width() * shape.height(); i++) {
            int rgb = 0;
            for (int channel = 0; channel < 3; channel++) {
                int value = pixels[i * shape.channels() + Math.min(channel, shape.channels() - 1)] & 0xff;
                rgb = rgb << 8 | value;
            }
            image.setRGB(i % shape.width(), i / shape.width(), rgb);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
