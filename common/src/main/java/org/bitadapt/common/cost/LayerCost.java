package org.bitadapt.common.cost;

import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.Shape;

/**
 * What one layer costs, with the batch norm, sum and activation behind it.
 *
 * @param name the weighted node, pooling or dropout
 * @param kind what the layer computes
 * @param output shape of the layer's output for one image
 * @param macs multiply-accumulates for one image
 * @param weights number of weights of the convolution or linear layer, without bias and batch norm
 * @param parameters number of trained values: weights, bias, and two per batch norm channel
 * @param weightBits bits for one weight in the delivered model; 0 without weights
 * @param floatBytes 4 x (weights + bias + 4 per batch norm channel), as a float model stores them
 * @param packedBytes bytes of the weights at {@code weightBits}, and 8 bytes per output for its multiplier and offset
 */
public record LayerCost(
        String name,
        Kind kind,
        Shape output,
        long macs,
        long weights,
        long parameters,
        int weightBits,
        long floatBytes,
        long packedBytes) {

    /** What a layer computes. */
    public enum Kind {
        /** A convolution. */
        CONVOLUTION,
        /** A fully connected layer. */
        LINEAR,
        /** Maximum pooling. */
        MAX_POOL,
        /** The mean over height and width. */
        GLOBAL_AVERAGE,
        /** Dropout, which is not part of the delivered model. */
        DROPOUT
    }

    private static final int FLOAT_BYTES = 4;
    private static final int BATCH_NORM_TRAINED = 2;
    private static final int BATCH_NORM_STORED = 4;
    private static final int PACKED_BYTES_PER_OUTPUT = 8;

    static LayerCost of(Step step) {
        if (step instanceof Step.Product product) {
            return product(product);
        }
        return new LayerCost(step.name(), kind(step), step.output().shape(), 0, 0, 0, 0, 0, 0);
    }

    private static Kind kind(Step step) {
        if (step instanceof Step.MaxPool) {
            return Kind.MAX_POOL;
        }
        return step instanceof Step.Drop ? Kind.DROPOUT : Kind.GLOBAL_AVERAGE;
    }

    private static LayerCost product(Step.Product product) {
        long outputs = product.layer().outputs();
        long weights = product.weightCount();
        int bits = product.layer().weights().bits();
        long bias = product.layer().bias() ? outputs : 0;
        long normalized = product.batchNorm().isPresent() ? outputs : 0;
        return new LayerCost(
                product.name(),
                product.layer() instanceof LayerSpec.Conv2d ? Kind.CONVOLUTION : Kind.LINEAR,
                product.output().shape(),
                product.macs(),
                weights,
                weights + bias + BATCH_NORM_TRAINED * normalized,
                bits,
                FLOAT_BYTES * (weights + bias + BATCH_NORM_STORED * normalized),
                (weights * bits + Byte.SIZE - 1) / Byte.SIZE + PACKED_BYTES_PER_OUTPUT * outputs);
    }
}
