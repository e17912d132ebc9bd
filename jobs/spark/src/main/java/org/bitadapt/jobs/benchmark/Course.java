package org.bitadapt.jobs.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.jobs.config.AugmentationConfig;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DecodedShard;
import org.bitadapt.jobs.dataset.Shard;
import org.bitadapt.jobs.dataset.ShardReader;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.train.SteppedTraining;

/**
 * What {@code learn_torch.py} trains by and on, as files: network, settings, and the images of two splits.
 *
 * @param batch the images of a step, of all workers together
 * @param threads the threads of the script
 * @param seed the seed of the script's weights, orders and augmentation
 */
record Course(int batch, int threads, long seed) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The whole minibatches of an epoch. */
    int stepsPerEpoch(Dataset dataset) {
        return (int)
                (dataset.shards(Split.TRAIN).stream().mapToLong(Shard::records).sum() / batch);
    }

    /** Writes the files; {@code training} has the settings and the network. */
    void write(SteppedTraining training, Dataset dataset, Configuration hadoop, Path folder) throws IOException {
        PixelNormalization pixels = training.engine().pixels();
        AugmentationConfig augmentation = training.config().data().augmentation();
        ObjectNode exercise = JSON.createObjectNode()
                .put("batch", batch)
                .put("threads", threads)
                .put("pad", augmentation.pad())
                .put("flip", augmentation.flip())
                .put("scale", pixels.scale());
        exercise.set("zeroPoints", JSON.valueToTree(pixels.zeroPoints()));
        ObjectNode train = JSON.valueToTree(training.config().train());
        exercise.set("train", train.put("seed", seed));
        JSON.writeValue(folder.resolve("exercise.json").toFile(), exercise);
        Files.writeString(
                folder.resolve("network.json"),
                NetworkJson.write(training.engine().network()));
        for (Split split : List.of(Split.TRAIN, Split.VALIDATION)) {
            write(split, dataset, hadoop, folder);
        }
    }

    private static void write(Split split, Dataset dataset, Configuration hadoop, Path folder) throws IOException {
        ShardReader reader = new ShardReader(dataset, hadoop);
        try (OutputStream pixels = Exercise.stream(folder.resolve(split.folder() + "-pixels.bin"));
                OutputStream labels = Exercise.stream(folder.resolve(split.folder() + "-labels.bin"))) {
            for (Shard shard : dataset.shards(split)) {
                DecodedShard records = reader.read(shard);
                ByteBuffer image = ByteBuffer.allocate(records.image().size());
                ByteBuffer label = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                for (int row = 0; row < records.records(); row++) {
                    records.copyImage(row, image.clear());
                    pixels.write(image.array());
                    labels.write(label.putInt(0, records.label(row)).array());
                }
            }
        }
    }
}
