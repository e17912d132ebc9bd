package org.bitadapt.runtime.latency;

/** What a measured layer computes. */
public enum LayerKind {
    /** A convolution with what is fused behind it. */
    CONVOLUTION,
    /** A linear layer over a whole map, with what is fused behind it. */
    LINEAR,
    /** Maximum pooling. */
    MAX_POOL,
    /** The mean over height and width. */
    GLOBAL_AVERAGE;

    /**
     * Whether each output channel is made from one input channel, so that inputs and outputs are equally many.
     *
     * @return true for maximum pooling and the global average
     */
    public boolean channelwise() {
        return this == MAX_POOL || this == GLOBAL_AVERAGE;
    }
}
