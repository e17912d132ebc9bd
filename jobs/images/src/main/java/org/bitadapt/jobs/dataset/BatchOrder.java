package org.bitadapt.jobs.dataset;

import java.io.Serializable;
import java.util.List;

/**
 * The order in which a split's records are dealt into minibatches, the same on every JVM. A driver ships the order to
 * its workers once, and then names minibatches by {@code (epoch, worker, index)}.
 *
 * <p>An epoch visits the shards in a permuted order, in groups that fit in memory; inside a group the records are
 * permuted. The resulting sequence of records is cut into minibatches, and minibatch {@code b} goes to worker {@code b
 * mod workers}. Every worker gets the same number of full minibatches; the few records that are left at the end sit out
 * the epoch, and other records sit out the next epoch. The sequence does not depend on {@code workers}, nor on {@code
 * recordsInMemory} if all records fit.
 *
 * @param shardRecords the number of records per shard, each at least 1
 * @param seed the seed of all permutations
 * @param workers the number of workers, at least 1
 * @param batchSize the number of records per minibatch, at least 1
 * @param recordsInMemory the most decoded records that a worker may hold; a group takes at most half of that number
 *     unless all records fit, because a minibatch at the border touches two groups
 */
public record BatchOrder(List<Integer> shardRecords, long seed, int workers, int batchSize, long recordsInMemory)
        implements Serializable {

    public BatchOrder {
        shardRecords = List.copyOf(shardRecords);
        for (int records : shardRecords) {
            atLeastOne("shard records", records);
        }
        atLeastOne("workers", workers);
        atLeastOne("batch size", batchSize);
        atLeastOne("records in memory", recordsInMemory);
        long records = shardRecords.stream().mapToLong(Integer::longValue).sum();
        if (records < (long) workers * batchSize) {
            throw new IllegalArgumentException("Invalid batch size: " + batchSize + " for each of " + workers
                    + " workers (must be at most " + records / workers + ": the split has " + records + " records)");
        }
    }

    /**
     * The order for one split of a data set.
     *
     * @param bytesInMemory the most bytes of pixels that a worker may hold
     */
    public static BatchOrder of(
            Dataset dataset, Split split, long seed, int workers, int batchSize, long bytesInMemory) {
        List<Integer> shardRecords =
                dataset.shards(split).stream().map(Shard::records).toList();
        long recordsInMemory =
                Math.max(1, bytesInMemory / dataset.manifest().image().size());
        return new BatchOrder(shardRecords, seed, workers, batchSize, recordsInMemory);
    }

    /** The number of records in the split. */
    public long records() {
        return shardRecords.stream().mapToLong(Integer::longValue).sum();
    }

    /** The number of minibatches that each worker gets in an epoch, at least 1. */
    public int batchesPerWorker() {
        return Math.toIntExact(records() / ((long) workers * batchSize));
    }

    /** The plan of one epoch. */
    public EpochPlan epoch(int epoch) {
        return new EpochPlan(this, epoch);
    }

    private static void atLeastOne(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("Invalid " + what + ": " + value + " (must be at least 1)");
        }
    }
}
