package org.bitadapt.jobs.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DecodedShard;
import org.bitadapt.jobs.dataset.Shard;
import org.bitadapt.jobs.dataset.ShardReader;
import org.bitadapt.jobs.dataset.Split;

/**
 * The first images of a split, which are in no order of classes.
 *
 * @param shape the shape of each image
 * @param pixels the images, {@code [y][x][channel]} each
 * @param labels the number of each image's class
 */
record SampleImages(Shape shape, List<byte[]> pixels, List<Integer> labels) {

    /** Reads at most the given number of images; fewer where the split has fewer. */
    static SampleImages of(Dataset dataset, Split split, int most, Configuration hadoop) throws IOException {
        SampleImages images = new SampleImages(dataset.manifest().image(), new ArrayList<>(), new ArrayList<>());
        ShardReader reader = new ShardReader(dataset, hadoop);
        for (Shard shard : dataset.shards(split)) {
            if (images.count() == most) {
                break;
            }
            DecodedShard records = reader.read(shard);
            for (int row = 0; row < records.records() && images.count() < most; row++) {
                ByteBuffer image = ByteBuffer.allocate(images.shape.size());
                records.copyImage(row, image);
                images.pixels.add(image.array());
                images.labels.add(records.label(row));
            }
        }
        return images;
    }

    int count() {
        return pixels.size();
    }

    /** Some images in a row, direct. */
    ByteBuffer batch(int first, int count) {
        ByteBuffer batch = ByteBuffer.allocateDirect(Math.multiplyExact(count, shape.size()));
        pixels.subList(first, first + count).forEach(batch::put);
        return batch.flip();
    }
}
