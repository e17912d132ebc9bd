package org.bitadapt.jobs.dataset;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.common.network.Shape;
import org.bitadapt.runtime.image.Fit;

/** Writes data sets of noisy images in red, green and blue, whose classes have any names in any order. */
public final class Colours {

    private static final int SIDE = 8;
    private static final Shape IMAGE = new Shape(3, SIDE, SIDE);
    private static final Map<Split, Integer> RECORDS = Map.of(Split.TRAIN, 60, Split.VALIDATION, 12, Split.TEST, 30);

    private Colours() {}

    /**
     * Writes a data set, which has the same images and ids whatever the order of the classes.
     *
     * @param names the names of the classes, in the order of their labels
     * @param colours the colours of the classes: 0 red, 1 green, 2 blue
     */
    public static void write(java.nio.file.Path folder, List<String> names, List<Integer> colours) throws IOException {
        Configuration configuration = new Configuration();
        try (DatasetStaging staging = new DatasetStaging(new Path(folder.toUri()), configuration)) {
            ShardWriter writer = new ShardWriter(staging.folder(), configuration);
            Map<Split, SplitManifest> splits = new EnumMap<>(Split.class);
            for (Split split : Split.values()) {
                int count = RECORDS.get(split);
                Shard shard =
                        writer.write(split, 0, records(split, count, colours).iterator());
                splits.put(
                        split, new SplitManifest(count, List.of(count / 3L, count / 3L, count / 3L), List.of(shard)));
            }
            staging.commit(new DatasetManifest(
                    DatasetManifest.FORMAT_VERSION,
                    "colours",
                    names,
                    IMAGE,
                    List.of(0.5, 0.5, 0.5),
                    List.of(0.25, 0.25, 0.25),
                    splits,
                    new Provenance("bitadapt test", 7, Map.of("source", "none"), List.of(), 0),
                    Fit.CROP));
        }
    }

    private static List<DatasetRecord> records(Split split, int count, List<Integer> colours) {
        Random random = new Random(split.folder().length());
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    int colour = i % 3;
                    byte[] image = new byte[IMAGE.size()];
                    for (int j = 0; j < image.length; j++) {
                        image[j] = (byte) (random.nextInt(100) + (j % 3 == colour ? 150 : 0));
                    }
                    return new DatasetRecord(split.folder() + "/" + i, colours.indexOf(colour), image);
                })
                .toList();
    }
}
