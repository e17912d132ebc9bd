package org.bitadapt.jobs.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Puts minibatches into the caller's buffers, from cached shards. Thread-safe. */
public final class BatchReader {

    private final Dataset dataset;
    private final List<Shard> shards;
    private final Configuration configuration;
    private final ShardCache cache;

    /**
     * @param dataset the data set that is read
     * @param split the split whose shards a minibatch's indices mean
     * @param configuration the configuration of the data set's file system
     * @param cache the cache of decoded shards
     */
    public BatchReader(Dataset dataset, Split split, Configuration configuration, ShardCache cache) {
        this.dataset = dataset;
        this.shards = dataset.shards(split);
        this.configuration = configuration;
        this.cache = cache;
    }

    /**
     * Reads the records of a minibatch.
     *
     * @param batch the records to read
     * @param epoch the number of the epoch, for the augmentation's choices
     * @param augmentation the change that is applied to each image
     * @param pixels the output, {@code [record][y][x][channel]}, from the buffer's position, which advances
     * @param labels the output of labels, one per record
     */
    public void read(Minibatch batch, int epoch, Augmentation augmentation, ByteBuffer pixels, int[] labels)
            throws IOException {
        DecodedShard[] opened = new DecodedShard[shards.size()];
        for (int i = 0; i < batch.size(); i++) {
            int index = batch.shards()[i];
            if (opened[index] == null) {
                opened[index] = shard(index);
            }
            labels[i] = opened[index].label(batch.rows()[i]);
            augmentation.apply(opened[index], batch.rows()[i], epoch, pixels);
        }
    }

    /** A whole shard of the split, for jobs that read it from front to back. */
    public DecodedShard shard(int index) throws IOException {
        return cache.shard(dataset, shards.get(index), configuration);
    }
}
