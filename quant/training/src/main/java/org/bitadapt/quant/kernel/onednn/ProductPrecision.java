package org.bitadapt.quant.kernel.onednn;

/**
 * What the three products of a layer multiply; they add up in floats, or in 32-bit integers.
 *
 * @param forward inputs and weights of the forward product
 * @param gradients all factors of the backward products
 */
public record ProductPrecision(Forward forward, Gradients gradients) {

    /** Operands of the forward product. */
    public enum Forward {
        /** Floats by floats. */
        FLOATS,
        /** Unsigned bytes by signed bytes, exact. */
        BYTES
    }

    /** Operands of the backward products. */
    public enum Gradients {
        /** Floats by floats. */
        FLOATS,
        /** Numbers of 8 bits of precision, with the exponents of floats. */
        BFLOAT16
    }
}
