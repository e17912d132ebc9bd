package org.bitadapt.quant.kernel;

import java.nio.ByteBuffer;

/**
 * The value before an activation: {@code y = product * multiplier[c] + offset[c] + residual * residualScale}, each
 * operation rounded to float on its own.
 *
 * <p>An engine makes this mutable view once and fills it for every batch, so that kernels need no fresh memory.
 */
public final class Normalization {

    /** What the residual map holds. */
    public enum Residual {
        /** No residual. */
        NONE,
        /** Unsigned bytes. */
        CODES,
        /** Floats. */
        FLOATS
    }

    final ChannelPeriod period;
    final ByteBuffer products;
    final Residual kind;
    final ByteBuffer residual;
    final float[] multiplier;
    final float[] offset;
    float residualScale;

    /**
     * Makes a view of maps.
     *
     * @param products the sums of products, floats
     * @param residual the residual's codes or floats, as {@code kind} says; any buffer if there is no residual
     */
    public Normalization(ChannelPeriod period, ByteBuffer products, Residual kind, ByteBuffer residual) {
        this.period = period;
        this.products = products;
        this.kind = kind;
        this.residual = residual;
        this.multiplier = period.newConstants();
        this.offset = period.newConstants();
    }

    /** Sets the constants of one channel. */
    public void set(int channel, float channelMultiplier, float channelOffset) {
        period.put(multiplier, channel, channelMultiplier);
        period.put(offset, channel, channelOffset);
    }

    /** Sets the factor of residual values. */
    public void residualScale(float scale) {
        residualScale = scale;
    }

    /** How channels come round. */
    public ChannelPeriod period() {
        return period;
    }

    /** The sums of products. */
    public ByteBuffer products() {
        return products;
    }

    /** What the residual map holds. */
    public Residual kind() {
        return kind;
    }

    /** The residual map. */
    public ByteBuffer residual() {
        return residual;
    }

    /** The multipliers, one per position of the period; the array is shared. */
    public float[] multipliers() {
        return multiplier;
    }

    /** The offsets, one per position of the period; the array is shared. */
    public float[] offsets() {
        return offset;
    }

    /** The factor of residual values. */
    public float residualScale() {
        return residualScale;
    }
}
