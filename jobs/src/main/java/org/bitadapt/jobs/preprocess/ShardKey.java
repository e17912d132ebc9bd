package org.bitadapt.jobs.preprocess;

import java.io.Serializable;
import java.util.Comparator;

/**
 * What the shuffle sorts images by.
 *
 * @param shard number among the shards of all splits: the partition
 * @param order the image's hash
 * @param id decides between equal hashes
 */
record ShardKey(int shard, long order, String id) implements Serializable {

    /** By hash, then id: the order inside a shard. */
    static final class Order implements Comparator<ShardKey>, Serializable {

        private static final long serialVersionUID = 1;

        @Override
        public int compare(ShardKey left, ShardKey right) {
            int byShard = Integer.compare(left.shard, right.shard);
            int byHash = byShard != 0 ? byShard : Long.compare(left.order, right.order);
            return byHash != 0 ? byHash : left.id.compareTo(right.id);
        }
    }
}
