package org.bitadapt.jobs.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DecodedShard;
import org.bitadapt.jobs.dataset.Shard;
import org.bitadapt.jobs.dataset.ShardCache;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.model.Scorer;

/** Scores a split of a data set, one shard a task. */
public final class SplitScoring {

    /** Evaluation splits are small next to training splits; what does not fit is decoded again. */
    private static final long CACHE_BYTES = 256L << 20;

    private SplitScoring() {}

    /**
     * The scored records of a split, in the order of its shards.
     *
     * @param limit the most records of each shard to score; {@link Integer#MAX_VALUE} for all
     */
    public static JavaRDD<ScoredRecord> score(
            JavaSparkContext spark, Dataset dataset, Split split, int limit, Scorer.Source source) {
        List<Shard> shards = dataset.shards(split);
        Broadcast<SerializableConfiguration> configuration =
                spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
        return spark.parallelize(shards, Math.max(1, shards.size())).flatMap(shard -> {
            try (Scorer scorer = source.open()) {
                return score(
                        dataset, shard, limit, scorer, configuration.value().value());
            }
        });
    }

    private static Iterator<ScoredRecord> score(
            Dataset dataset, Shard shard, int limit, Scorer scorer, Configuration configuration) {
        DecodedShard records;
        try {
            records = ShardCache.shared(CACHE_BYTES).shard(dataset, shard, configuration);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read shard " + shard.name() + " of " + dataset, e);
        }
        int classes = dataset.manifest().classes().size();
        int batch = scorer.maximumBatch();
        int wanted = Math.min(limit, records.records());
        ByteBuffer pixels = ByteBuffer.allocateDirect(batch * records.image().size());
        FloatBuffer scores = ByteBuffer.allocateDirect(Float.BYTES * batch * classes)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        List<ScoredRecord> scored = new ArrayList<>(wanted);
        for (int from = 0; from < wanted; from += batch) {
            int images = Math.min(batch, wanted - from);
            pixels.clear();
            for (int row = from; row < from + images; row++) {
                records.copyImage(row, pixels);
            }
            scorer.score(pixels, images, scores);
            for (int i = 0; i < images; i++) {
                float[] own = new float[classes];
                scores.get(i * classes, own);
                scored.add(new ScoredRecord(records.id(from + i), records.label(from + i), own));
            }
        }
        return scored.iterator();
    }
}
