package org.bitadapt.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchOrderTest {

    private static final List<Integer> SHARDS = List.of(50, 49, 50, 1, 50, 50, 37);
    private static final int RECORDS = 287;

    @ParameterizedTest(name = "workers={0} batch={1} memory={2}")
    @CsvSource({"1,1,1000", "1,32,1000", "2,16,287", "3,7,120", "4,64,60", "2,50,1", "7,41,100"})
    void visitsEveryRecordAtMostOnceInFullBatches(int workers, int batchSize, long memory) {
        BatchOrder order = new BatchOrder(SHARDS, 11, workers, batchSize, memory);
        List<String> visited = visited(order, 0);

        assertThat(order.batchesPerWorker()).isEqualTo(RECORDS / (workers * batchSize));
        assertThat(visited)
                .hasSize(order.batchesPerWorker() * workers * batchSize)
                .doesNotHaveDuplicates();
        assertThat(allRecords()).containsAll(visited);
    }

    @Test
    void doesNotDependOnTheMemoryIfAllRecordsFit() {
        assertThat(visited(new BatchOrder(SHARDS, 5, 2, 10, RECORDS), 3))
                .isEqualTo(visited(new BatchOrder(SHARDS, 5, 2, 10, 1_000_000), 3));
    }

    @Test
    void doesNotDependOnTheNumberOfWorkers() {
        List<String> alone = visited(new BatchOrder(SHARDS, 5, 1, 10, RECORDS), 3);
        List<String> shared = visited(new BatchOrder(SHARDS, 5, 4, 10, RECORDS), 3);

        assertThat(alone).startsWith(shared.toArray(String[]::new));
    }

    @Test
    void holdsAtMostTheMemoryBudgetForAnyBatch() {
        int memory = 210;
        EpochPlan plan = new BatchOrder(SHARDS, 5, 1, 20, memory).epoch(0);
        for (int index = 0; index < plan.batchesPerWorker(); index++) {
            int records = IntStream.of(plan.batch(0, index).shards())
                    .distinct()
                    .map(SHARDS::get)
                    .sum();
            assertThat(records).isLessThanOrEqualTo(memory);
        }
    }

    @Test
    void changesFromEpochToEpochAndFromSeedToSeed() {
        BatchOrder order = new BatchOrder(SHARDS, 5, 2, 10, RECORDS);

        assertThat(visited(order, 0)).isEqualTo(visited(order, 0)).isNotEqualTo(visited(order, 1));
        assertThat(visited(order, 0)).isNotEqualTo(visited(new BatchOrder(SHARDS, 6, 2, 10, RECORDS), 0));
    }

    @Test
    void laterEpochsVisitWhatAnEarlierOneDropped() {
        BatchOrder order = new BatchOrder(SHARDS, 5, 2, 50, RECORDS);
        Set<String> visited = new HashSet<>();
        for (int epoch = 0; epoch < 12; epoch++) {
            visited.addAll(visited(order, epoch));
        }

        assertThat(visited).hasSize(RECORDS);
    }

    @Test
    void mixesTheShardsOfAGroup() {
        Minibatch batch =
                new BatchOrder(List.of(100, 100), 5, 1, 40, 200).epoch(0).batch(0, 0);

        // 40 draws from two equal shards: fewer than 8 from either has a probability of about 1e-4 per seed.
        assertThat(IntStream.of(batch.shards()).filter(shard -> shard == 0).count())
                .isBetween(8L, 32L);
    }

    @Test
    void refusesMoreRecordsPerStepThanThereAre() {
        assertThatThrownBy(() -> new BatchOrder(List.of(100, 20), 1, 4, 31, 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Invalid batch size: 31 for each of 4 workers (must be at most 30: the split has 120 records)");
    }

    @Test
    void refusesAnUnknownWorkerAndMinibatch() {
        EpochPlan plan = new BatchOrder(SHARDS, 1, 2, 10, 1000).epoch(0);

        assertThatThrownBy(() -> plan.batch(2, 0)).hasMessage("Invalid worker: 2 (must be 0..1)");
        assertThatThrownBy(() -> plan.batch(0, 14)).hasMessage("Invalid minibatch: 14 (must be 0..13)");
    }

    private static List<String> visited(BatchOrder order, int epoch) {
        EpochPlan plan = order.epoch(epoch);
        List<String> visited = new ArrayList<>();
        for (int index = 0; index < plan.batchesPerWorker(); index++) {
            for (int worker = 0; worker < order.workers(); worker++) {
                Minibatch batch = plan.batch(worker, index);
                assertThat(batch.size()).isEqualTo(order.batchSize());
                for (int i = 0; i < batch.size(); i++) {
                    visited.add(batch.shards()[i] + "/" + batch.rows()[i]);
                }
            }
        }
        return visited;
    }

    private static Set<String> allRecords() {
        Set<String> records = new HashSet<>();
        for (int shard = 0; shard < SHARDS.size(); shard++) {
            for (int row = 0; row < SHARDS.get(shard); row++) {
                records.add(shard + "/" + row);
            }
        }
        return records;
    }
}
