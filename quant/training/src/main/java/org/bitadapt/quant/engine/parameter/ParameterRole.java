package org.bitadapt.quant.engine.parameter;

/** What a stretch of the parameter vector holds; it decides how an optimizer step treats it. */
public enum ParameterRole {
    /** Latent weights of a convolution or linear layer, {@code [out][in][ky][kx]}; trained, decayed. */
    WEIGHT(true),
    /** Constants per output; trained, not decayed. */
    BIAS(true),
    /** Batch norm's scale per channel; trained, not decayed. */
    GAMMA(true),
    /** Batch norm's shift per channel; trained, not decayed. */
    BETA(true),
    /** Running mean per channel; state. */
    MEAN(false),
    /**
     * Running second moment per channel, {@code variance + mean^2}; state. It replaces the variance because an average
     * of second moments over workers is exact, while an average of variances loses the spread of the means.
     */
    SECOND_MOMENT(false),
    /** The value of the largest code of one activation; 0 until the first batch; state. */
    RANGE(false),
    /** The sign, +1 or -1, of every 1-bit weight; state with hysteresis. */
    SIGN(false);

    private final boolean trained;

    ParameterRole(boolean trained) {
        this.trained = trained;
    }

    /**
     * Whether gradient descent changes the parameters; parameters that are not trained are state that the engine moves
     * on.
     */
    public boolean trained() {
        return trained;
    }
}
