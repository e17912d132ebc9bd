package org.bitadapt.jobs.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.common.network.Shape;
import org.bitadapt.runtime.image.Fit;

/** Small data sets of random pixels, written as real data sets are. */
public final class DatasetFixture {

    public static final Shape IMAGE = new Shape(3, 5, 4);
    public static final int CLASSES = 3;

    private DatasetFixture() {}

    public static List<DatasetRecord> records(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] image = new byte[IMAGE.size()];
                    random.nextBytes(image);
                    return new DatasetRecord("file/" + i, i % CLASSES, image);
                })
                .toList();
    }

    public static Dataset write(java.nio.file.Path folder, int... trainShards) throws IOException {
        Configuration configuration = new Configuration();
        Path target = new Path(folder.toUri());
        try (DatasetStaging staging = new DatasetStaging(target, configuration)) {
            ShardWriter writer = new ShardWriter(staging.folder(), configuration);
            List<Shard> shards = new ArrayList<>();
            for (int index = 0; index < trainShards.length; index++) {
                shards.add(writer.write(
                        Split.TRAIN, index, records(trainShards[index], index).iterator()));
            }
            staging.commit(manifest(shards));
        }
        return Dataset.open(target, configuration);
    }

    public static DatasetManifest manifest(List<Shard> trainShards) {
        SplitManifest empty = new SplitManifest(0, List.of(0L, 0L, 0L), List.of());
        return new DatasetManifest(
                DatasetManifest.FORMAT_VERSION,
                "fixture",
                List.of("a", "b", "c"),
                IMAGE,
                List.of(0.5, 0.25, 0.125),
                List.of(0.1, 0.2, 0.3),
                Map.of(Split.TRAIN, train(trainShards), Split.VALIDATION, empty, Split.TEST, empty),
                new Provenance("test", 7, Map.of("source", "none"), List.of(), 0),
                Fit.CROP);
    }

    private static SplitManifest train(List<Shard> shards) {
        int[] sizes = shards.stream().mapToInt(Shard::records).toArray();
        List<Long> perClass = LongStream.range(0, CLASSES)
                .mapToObj(label -> IntStream.of(sizes)
                        .mapToLong(size -> (size + CLASSES - 1 - label) / CLASSES)
                        .sum())
                .toList();
        return new SplitManifest(IntStream.of(sizes).asLongStream().sum(), perClass, shards);
    }
}
