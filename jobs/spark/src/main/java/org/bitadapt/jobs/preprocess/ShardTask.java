package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.dataset.Column;
import org.bitadapt.jobs.dataset.DatasetRecord;
import org.bitadapt.jobs.dataset.RecordHash;
import org.bitadapt.jobs.dataset.Shard;
import org.bitadapt.jobs.dataset.ShardWriter;
import org.bitadapt.jobs.dataset.Split;
import scala.Tuple2;

/**
 * The second job's work: gives images the key of their shard, and writes shards. Shards are numbered through all
 * splits, and the shards of the training split come first.
 *
 * @param folder the folder where the data set is staged
 */
record ShardTask(
        Placement placement,
        String folder,
        Shape image,
        int classes,
        List<Column> columns,
        SerializableConfiguration configuration)
        implements Serializable {

    /** The number of shards of all splits. */
    int shards() {
        int shards = 0;
        for (Split split : Split.values()) {
            shards += placement.shards(split);
        }
        return shards;
    }

    /** An image with its key. */
    Tuple2<ShardKey, DatasetRecord> key(Reading.Labelled labelled) {
        DatasetRecord record = labelled.record();
        long key = RecordHash.of(record.id());
        long frame = labelled.frame().isThere() ? RecordHash.of(labelled.frame().id()) : key;
        Split split = placement.split(frame, record.label(), labelled.split());
        long order = placement.order(key);
        int shard = first(split) + placement.shard(split, order);
        return new Tuple2<>(new ShardKey(shard, order, record.id()), record);
    }

    /** Writes one partition, which is one shard. */
    Written write(int number, Iterator<Tuple2<ShardKey, DatasetRecord>> sorted) throws IOException {
        Split split = splitOf(number);
        PixelStatistics statistics = new PixelStatistics(image.channels(), classes);
        Iterator<DatasetRecord> counted = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return sorted.hasNext();
            }

            @Override
            public DatasetRecord next() {
                DatasetRecord record = sorted.next()._2();
                statistics.add(record.label(), record.image());
                return record;
            }
        };
        ShardWriter writer = new ShardWriter(new Path(folder), configuration.value(), columns);
        return new Written(split, writer.write(split, number - first(split), counted), statistics);
    }

    private int first(Split split) {
        int first = 0;
        for (Split earlier : Split.values()) {
            if (earlier.compareTo(split) < 0) {
                first += placement.shards(earlier);
            }
        }
        return first;
    }

    private Split splitOf(int number) {
        Split found = Split.TRAIN;
        for (Split split : Split.values()) {
            if (number >= first(split) && placement.shards(split) > 0) {
                found = split;
            }
        }
        return found;
    }

    /** A shard and the statistics of its pixels. */
    record Written(Split split, Shard shard, PixelStatistics statistics) implements Serializable {}
}
