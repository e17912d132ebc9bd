package org.bitadapt.jobs.score;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
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
import org.bitadapt.jobs.spark.HadoopBroadcast;

/** Scores a split of a data set, one shard a task. */
public final class SplitScoring {

    private SplitScoring() {}

    /**
     * The scored records of a split, in the order of its shards.
     *
     * @param limit the most records of each shard to score; {@link Integer#MAX_VALUE} for all
     */
    public static JavaRDD<ScoredRecord> score(
            JavaSparkContext spark, Dataset dataset, Split split, int limit, Scorer.Source source) {
        List<Shard> shards = dataset.shards(split);
        Broadcast<SerializableConfiguration> configuration = HadoopBroadcast.of(spark);
        return spark.parallelize(shards, Math.max(1, shards.size()))
                .flatMap(shard -> score(
                        dataset,
                        shard,
                        limit,
                        source.open(),
                        configuration.value().value()));
    }

    private static Iterator<ScoredRecord> score(
            Dataset dataset, Shard shard, int limit, Scorer scorer, Configuration configuration) throws IOException {
        DecodedShard records = ShardCache.shared(ShardCache.SCORING_BYTES).shard(dataset, shard, configuration);
        Iterator<BatchScoring.Image> images = IntStream.range(0, Math.min(limit, records.records()))
                .mapToObj(row -> image(records, row))
                .iterator();
        return new BatchScoring(
                images, records.image().size(), dataset.manifest().classes().size(), scorer);
    }

    private static BatchScoring.Image image(DecodedShard records, int row) {
        byte[] pixels = new byte[records.image().size()];
        records.copyImage(row, ByteBuffer.wrap(pixels));
        return new BatchScoring.Image(records.id(row), records.label(row), pixels);
    }
}
