package org.bitadapt.jobs.preprocess;

import java.io.Serializable;
import java.util.Comparator;

/**
 * The key by which the shuffle sorts images.
 *
 * @param shard the shard's number among the shards of all splits, which is the partition
 * @param order the image's hash, which orders images inside a shard
 * @param id the image's id, which decides between equal hashes
 */
record ShardKey(int shard, long order, String id) implements Serializable {

    /** The order inside a shard: by hash, then by id. */
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
