package org.bitadapt.jobs.netadapt.tuning;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.dataset.Augmentation;
import org.bitadapt.jobs.dataset.BatchOrder;
import org.bitadapt.jobs.dataset.BatchReader;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.EpochPlan;
import org.bitadapt.jobs.dataset.Minibatch;
import org.bitadapt.jobs.dataset.ShardCache;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.quant.layer.Buffers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The images by which one proposal is tuned and scored. Shards stay decoded in this JVM, so that only an executor's first
 * proposal reads them.
 */
final class TuningImages {

    private final TuningRecipe recipe;
    private final Dataset dataset;
    private final Shape shape;
    private final BatchReader training;
    private final BatchReader validation;
    private final BatchOrder order;
    private final Augmentation augmentation;
    private EpochPlan plan;
    private int plannedEpoch;

    /** @param seed the seed of order and augmentation */
    TuningImages(TuningRecipe recipe, long seed, Configuration hadoop) {
        ShardCache cache = ShardCache.shared(ShardCache.TRAINING_BYTES);
        this.recipe = recipe;
        this.dataset = recipe.dataset();
        this.shape = dataset.manifest().image();
        this.training = new BatchReader(dataset, Split.TRAIN, hadoop, cache);
        this.validation = new BatchReader(dataset, Split.VALIDATION, hadoop, cache);
        this.order = BatchOrder.of(dataset, Split.TRAIN, seed, 1, recipe.batch(), ShardCache.TRAINING_BYTES);
        this.augmentation = recipe.augmentation(seed);
        this.plan = order.epoch(0);
    }

    /** The minibatch of a step, augmented. */
    MultiDataSet minibatch(int step) throws IOException {
        int epoch = step / order.batchesPerWorker();
        if (epoch != plannedEpoch) {
            plan = order.epoch(epoch);
            plannedEpoch = epoch;
        }
        INDArray pixels = Nd4j.createUninitialized(DataType.UINT8, recipe.batch(), shape.size());
        int[] labels = new int[recipe.batch()];
        Minibatch batch = plan.batch(0, step % order.batchesPerWorker());
        training.read(batch, epoch, augmentation, Buffers.bytes(pixels), labels);
        INDArray oneHot = Nd4j.zeros(
                DataType.FLOAT, labels.length, dataset.manifest().classes().size());
        for (int i = 0; i < labels.length; i++) {
            oneHot.putScalar(i, labels[i], 1);
        }
        return new MultiDataSet(pixels, oneHot);
    }

    /** The held-out images, the same for all proposals of a search. */
    HeldOut heldOut() throws IOException {
        long records = dataset.manifest().split(Split.VALIDATION).records();
        int count =
                (int) Math.min(records, recipe.config().netadapt().shortTerm().heldOut());
        BatchOrder all = BatchOrder.of(
                dataset, Split.VALIDATION, recipe.config().netadapt().seed(), 1, count, ShardCache.TRAINING_BYTES);
        ByteBuffer pixels = ByteBuffer.allocateDirect(Math.multiplyExact(count, shape.size()));
        int[] labels = new int[count];
        validation.read(all.epoch(0).batch(0, 0), 0, Augmentation.none(), pixels, labels);
        return new HeldOut(pixels, labels, shape.size());
    }
}
