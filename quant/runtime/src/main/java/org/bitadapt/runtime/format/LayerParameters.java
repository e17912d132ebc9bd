package org.bitadapt.runtime.format;

import java.util.Arrays;

/** What a convolution has for each width of its own: multipliers, offsets and the scale of a residual of codes. */
public final class LayerParameters {
    private final float[] multipliers;
    private final float[] offsets;
    private final float residualScale;

    /**
     * Parameters of a convolution whose residual is not of codes.
     *
     * @param multipliers one multiplier per output channel
     * @param offsets one offset per output channel
     */
    public LayerParameters(float[] multipliers, float[] offsets) {
        this(multipliers, offsets, 0);
    }

    /**
     * Parameters of any convolution.
     *
     * @param multipliers one multiplier per output channel
     * @param offsets one offset per output channel
     * @param residualScale what a residual's code is multiplied by; +0 unless the residual is U8
     */
    public LayerParameters(float[] multipliers, float[] offsets, float residualScale) {
        this.multipliers = multipliers.clone();
        this.offsets = offsets.clone();
        this.residualScale = residualScale;
    }

    /**
     * The multipliers.
     *
     * @return a copy, one per output channel
     */
    public float[] multipliers() {
        return multipliers.clone();
    }

    /**
     * The offsets.
     *
     * @return a copy, one per output channel
     */
    public float[] offsets() {
        return offsets.clone();
    }

    /**
     * What a residual's code is multiplied by.
     *
     * @return +0 unless the residual is U8
     */
    public float residualScale() {
        return residualScale;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LayerParameters that
                && Arrays.equals(multipliers, that.multipliers)
                && Arrays.equals(offsets, that.offsets)
                && Float.floatToIntBits(residualScale) == Float.floatToIntBits(that.residualScale);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(multipliers) + Arrays.hashCode(offsets);
    }
}
