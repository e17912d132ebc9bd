package org.bitadapt.quant.engine.contract;

/** What a training engine spends its time on. */
public enum Phase {
    /** Time between calls. */
    OUTSIDE,
    /** Reading pixels and score gradients, and writing scores. */
    TRANSFER,
    /** Scales and codes of weights, in the layout of the products. */
    WEIGHT_PREPARATION,
    /** Sums of products. */
    FORWARD_PRODUCT,
    /** Batch statistics. */
    STATISTICS,
    /** Normalization, residual sum, activation and rounding. */
    ACTIVATION,
    /** Max pooling, global average and dropout, both ways. */
    POOLING,
    /** Gradient through activation and normalization. */
    ACTIVATION_GRADIENT,
    /** Products for the gradient by inputs. */
    INPUT_GRADIENT,
    /** Products for the gradient by weights. */
    WEIGHT_GRADIENT,
    /** Adding up the workers' weight gradients. */
    REDUCTION,
    /** Clipping of weights, hysteresis of signs. */
    SETTLING,
    /** Waiting for other workers. */
    WAITING
}
