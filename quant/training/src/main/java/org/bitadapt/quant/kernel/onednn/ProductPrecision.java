package org.bitadapt.quant.kernel.onednn;

/**
 * The types of numbers that the three products of a layer multiply; sums are floats or 32-bit integers.
 *
 * @param forward the type of the inputs and weights of the forward product
 * @param gradients the type of all factors of the backward products
 */
public record ProductPrecision(Forward forward, Gradients gradients) {

    /** Operands of the forward product. */
    public enum Forward {
        /** Floats by floats. */
        FLOATS,
        /** Unsigned bytes by signed bytes, whose products are exact. */
        BYTES
    }

    /** Operands of the backward products. */
    public enum Gradients {
        /** Floats by floats. */
        FLOATS,
        /** Numbers with 8 bits of precision and the exponents of floats. */
        BFLOAT16
    }
}
