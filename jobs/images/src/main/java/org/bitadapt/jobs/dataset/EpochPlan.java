package org.bitadapt.jobs.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The records that each minibatch of one epoch holds, as {@link BatchOrder} describes.
 *
 * <p>Thread-safe. The first minibatch of a group costs O(records of the group), about 1 ms for 50,000; the group's
 * other minibatches cost O(batch size).
 */
public final class EpochPlan {

    private final BatchOrder order;
    private final int epoch;
    private final List<Group> groups;

    EpochPlan(BatchOrder order, int epoch) {
        this.order = order;
        this.epoch = epoch;
        groups = groups();
    }

    /** The number of minibatches that each worker gets, at least 1. */
    public int batchesPerWorker() {
        return order.batchesPerWorker();
    }

    /**
     * One minibatch.
     *
     * @param worker the number of the worker, 0..workers - 1
     * @param index the number of the worker's minibatch, 0..batchesPerWorker - 1
     */
    public Minibatch batch(int worker, int index) {
        checkIndex("worker", worker, order.workers());
        checkIndex("minibatch", index, batchesPerWorker());
        int size = order.batchSize();
        Minibatch batch = new Minibatch(new int[size], new int[size]);
        long first = ((long) index * order.workers() + worker) * size;
        int group = groupOf(first);
        for (int i = 0; i < size; i++) {
            while (first + i >= groups.get(group).end()) {
                group++;
            }
            groups.get(group).refer(first + i, batch, i);
        }
        return batch;
    }

    private int groupOf(long position) {
        int group = 0;
        while (position >= groups.get(group).end()) {
            group++;
        }
        return group;
    }

    private List<Group> groups() {
        int[] shards = permutation(order.shardRecords().size(), RecordHash.combine(order.seed(), epoch));
        long most = order.records() <= order.recordsInMemory() ? order.records() : order.recordsInMemory() / 2;
        List<Group> result = new ArrayList<>();
        long start = 0;
        int from = 0;
        while (from < shards.length) {
            int to = from;
            long records = 0;
            do {
                records += order.shardRecords().get(shards[to++]);
            } while (to < shards.length && records + order.shardRecords().get(shards[to]) <= most);
            long seed = RecordHash.combine(order.seed(), epoch, result.size() + 1L);
            result.add(new Group(start, Math.toIntExact(records), Arrays.copyOfRange(shards, from, to), seed));
            start += records;
            from = to;
        }
        return result;
    }

    private static int[] permutation(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] values = IntStream.range(0, size).toArray();
        for (int last = size - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int value = values[last];
            values[last] = values[other];
            values[other] = value;
        }
        return values;
    }

    private static void checkIndex(String what, int index, int count) {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("Invalid " + what + ": " + index + " (must be 0.." + (count - 1) + ")");
        }
    }

    /** Shards that are in memory together, and the permutation of all their records. */
    private final class Group {
        private final long start;
        private final int records;
        private final int[] shards;
        private final int[] ends;
        private final long seed;
        private int[] permutation;

        Group(long start, int records, int[] shards, long seed) {
            this.start = start;
            this.records = records;
            this.shards = shards;
            this.seed = seed;
            ends = Arrays.stream(shards).map(order.shardRecords()::get).toArray();
            Arrays.parallelPrefix(ends, Integer::sum);
        }

        /** The position in the epoch's sequence after the group's last record. */
        long end() {
            return start + records;
        }

        void refer(long position, Minibatch batch, int i) {
            int record = permuted((int) (position - start));
            int place = Arrays.binarySearch(ends, record + 1);
            int shard = place >= 0 ? place : -place - 1;
            batch.shards()[i] = shards[shard];
            batch.rows()[i] = shard == 0 ? record : record - ends[shard - 1];
        }

        private synchronized int permuted(int record) {
            if (permutation == null) {
                permutation = permutation(records, seed);
            }
            return permutation[record];
        }
    }
}
