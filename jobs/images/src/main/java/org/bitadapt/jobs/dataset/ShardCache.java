package org.bitadapt.jobs.dataset;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.hadoop.conf.Configuration;

/**
 * A cache of decoded shards of this JVM, so that the tasks of an executor decode a shard once. The least recently used
 * shard is dropped first.
 *
 * <p>Thread-safe. Threads that ask for a shard that another one is decoding wait for it. The bound counts shards that
 * the cache holds; shards that a caller still holds are the caller's.
 */
public final class ShardCache {

    /** The bytes of decoded training images that one JVM keeps; larger splits are visited in groups that fit. */
    public static final long TRAINING_BYTES = 1L << 30;

    /**
     * The bytes of decoded images that one JVM keeps for scoring. Evaluation splits are small next to training splits; a
     * shard that does not fit is decoded again.
     */
    public static final long SCORING_BYTES = 256L << 20;

    private static final ShardCache SHARED = new ShardCache(0);

    private final Map<Key, CompletableFuture<DecodedShard>> shards = new LinkedHashMap<>(16, 0.75f, true);
    private long capacityBytes;
    private long heldBytes;

    /**
     * @param capacityBytes the most that decoded shards may take together; a single larger shard is still kept
     */
    public ShardCache(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /** The cache that all tasks of this JVM share, grown to at least the capacity. */
    public static ShardCache shared(long capacityBytes) {
        synchronized (SHARED.shards) {
            SHARED.capacityBytes = Math.max(SHARED.capacityBytes, capacityBytes);
        }
        return SHARED;
    }

    /**
     * A decoded shard, from the cache or else read.
     *
     * @throws InvalidDatasetException if the shard is missing or damaged
     * @throws IOException if the file system fails
     */
    public DecodedShard shard(Dataset dataset, Shard shard, Configuration configuration) throws IOException {
        Key key = new Key(dataset.location(), shard.name(), shard.contentSha256(), dataset.labels());
        CompletableFuture<DecodedShard> mine = new CompletableFuture<>();
        CompletableFuture<DecodedShard> found;
        synchronized (shards) {
            found = shards.putIfAbsent(key, mine);
        }
        if (found != null) {
            return await(found);
        }
        try {
            DecodedShard decoded = new ShardReader(dataset, configuration).read(shard);
            hold(key, mine, decoded);
            return decoded;
        } catch (IOException | RuntimeException | Error e) {
            synchronized (shards) {
                shards.remove(key);
            }
            mine.completeExceptionally(e);
            throw e;
        }
    }

    /** The bytes of the shards that the cache holds. */
    public long heldBytes() {
        synchronized (shards) {
            return heldBytes;
        }
    }

    private static DecodedShard await(CompletableFuture<DecodedShard> shard) throws IOException {
        try {
            return shard.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof InvalidDatasetException invalid) {
                throw invalid;
            }
            throw new IOException(e.getCause());
        }
    }

    private void hold(Key newest, CompletableFuture<DecodedShard> future, DecodedShard decoded) {
        synchronized (shards) {
            heldBytes += decoded.bytes();
            future.complete(decoded);
            Iterator<Map.Entry<Key, CompletableFuture<DecodedShard>>> oldest =
                    shards.entrySet().iterator();
            while (heldBytes > capacityBytes && oldest.hasNext()) {
                Map.Entry<Key, CompletableFuture<DecodedShard>> entry = oldest.next();
                if (entry.getValue().isDone() && !entry.getKey().equals(newest)) {
                    heldBytes -= entry.getValue().join().bytes();
                    oldest.remove();
                }
            }
        }
    }

    private record Key(String dataset, String shard, String contentSha256, List<Integer> labels) {}
}
