package org.bitadapt.jobs.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.dataset.Augmentation;
import org.bitadapt.jobs.dataset.BatchOrder;
import org.bitadapt.jobs.dataset.BatchReader;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.EpochPlan;
import org.bitadapt.jobs.dataset.ShardCache;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.quant.layer.Buffers;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.nd4j.common.loader.Source;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes minibatches where they are trained on: DL4J hands each worker names, not data, and the worker reads the records
 * from its cached shards and augments them.
 *
 * <p>The name of a minibatch is the data set's location with its coordinates as the fragment, {@code
 * hdfs://.../cifar10#3/0/17} for epoch 3, worker 0, index 17. Pixels stay 8-bit up to the network's first layer.
 */
final class MinibatchLoader implements MultiDataSetLoader {

    private static final long serialVersionUID = 1;

    private final Dataset dataset;
    private final BatchOrder order;
    private final Augmentation augmentation;
    private final Broadcast<SerializableConfiguration> configuration;
    private transient EpochPlan plan;
    private transient int plannedEpoch;

    /** @param configuration the configuration of the data set's file system */
    MinibatchLoader(
            Dataset dataset,
            BatchOrder order,
            Augmentation augmentation,
            Broadcast<SerializableConfiguration> configuration) {
        this.dataset = dataset;
        this.order = order;
        this.augmentation = augmentation;
        this.configuration = configuration;
    }

    /** The order of the minibatches. */
    BatchOrder order() {
        return order;
    }

    /** The name of a minibatch. */
    String name(int epoch, int worker, int index) {
        return dataset.location() + "#" + epoch + "/" + worker + "/" + index;
    }

    @Override
    public MultiDataSet load(Source source) throws IOException {
        String name = source.getPath();
        String[] coordinates = name.substring(name.lastIndexOf('#') + 1).split("/", 3);
        return load(
                Integer.parseInt(coordinates[0]), Integer.parseInt(coordinates[1]), Integer.parseInt(coordinates[2]));
    }

    /** Loads a minibatch by its coordinates. */
    MultiDataSet load(int epoch, int worker, int index) throws IOException {
        Shape image = dataset.manifest().image();
        int classes = dataset.manifest().classes().size();
        INDArray pixels = Nd4j.createUninitialized(DataType.UINT8, order.batchSize(), image.size());
        int[] labels = new int[order.batchSize()];
        ByteBuffer target = Buffers.bytes(pixels);
        BatchReader reader = new BatchReader(
                dataset, Split.TRAIN, configuration.value().value(), ShardCache.shared(ShardCache.TRAINING_BYTES));
        reader.read(plan(epoch).batch(worker, index), epoch, augmentation, target, labels);
        INDArray oneHot = Nd4j.zeros(DataType.FLOAT, order.batchSize(), classes);
        for (int i = 0; i < labels.length; i++) {
            oneHot.putScalar(i, labels[i], 1);
        }
        return new org.nd4j.linalg.dataset.MultiDataSet(pixels, oneHot);
    }

    private synchronized EpochPlan plan(int epoch) {
        if (plan == null || plannedEpoch != epoch) {
            plan = order.epoch(epoch);
            plannedEpoch = epoch;
        }
        return plan;
    }
}
