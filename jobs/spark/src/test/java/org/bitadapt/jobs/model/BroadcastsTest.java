package org.bitadapt.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BroadcastBlockId;
import org.bitadapt.jobs.cli.TinyRuns;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.score.SplitScoring;
import org.bitadapt.jobs.spark.HadoopBroadcast;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent to executors is freed there; Spark itself frees only what the driver's garbage collector has found. */
class BroadcastsTest {

    private final JavaSparkContext spark = LocalSpark.context();
    private final Configuration hadoop = new Configuration();

    @ParameterizedTest
    @EnumSource(
            value = TrainedModel.Form.class,
            names = {"PACKED", "GRAPH"})
    void scoringLeavesNothingOnExecutors(TrainedModel.Form form) throws IOException {
        TinyRuns runs = TinyRuns.make();
        TrainedModel model = TrainedModel.open(runs.training(), form, hadoop);
        Dataset dataset = Dataset.open(new Path(runs.dataset()), hadoop);
        HadoopBroadcast.of(spark);
        Set<Long> before = broadcasts();
        Set<Long> during;
        long sent;
        try (Scorers scorers = model.scorers(spark)) {
            sent = scorers.model().id();
            assertThat(SplitScoring.score(spark, dataset, Split.TEST, 5, scorers.source())
                            .count())
                    .isPositive();
            during = broadcasts();
        }
        assertThat(during).contains(sent);
        assertThat(before).doesNotContain(sent);
        awaitFreed(sent);
    }

    private static void awaitFreed(long broadcast) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (broadcasts().contains(broadcast) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(broadcasts()).doesNotContain(broadcast);
    }

    private static Set<Long> broadcasts() {
        Set<Long> ids = new HashSet<>();
        scala.collection.Iterator<BlockId> blocks = SparkEnv.get()
                .blockManager()
                .getMatchingBlockIds(BlockId::isBroadcast)
                .iterator();
        while (blocks.hasNext()) {
            ids.add(((BroadcastBlockId) blocks.next()).broadcastId());
        }
        return ids;
    }
}
