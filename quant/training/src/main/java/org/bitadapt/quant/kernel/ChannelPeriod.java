package org.bitadapt.quant.kernel;

/**
 * Constants per channel, repeated until they fill whole vectors.
 *
 * <p>A channels-last map is a sequence in which channels come round every {@code channels} elements. A period that is a
 * multiple of {@code channels} and of 16 lets a kernel walk over the map in whole vectors. Each element then has its
 * constant at the element's position in the period, whatever the number of channels.
 *
 * @param channels the number of channels, at least 1
 * @param length the number of elements of a period, a multiple of {@code channels} and of 16
 */
public record ChannelPeriod(int channels, int length) {

    private static final int LANES = 16;
    /** The least length of a period, long enough for the loop over a period to be worth its start. */
    private static final int LEAST_LENGTH = 128;

    /** The period for a number of channels. */
    public static ChannelPeriod of(int channels) {
        int common = channels / divisor(channels, LANES) * LANES;
        return new ChannelPeriod(channels, common * Math.max(1, (LEAST_LENGTH + common - 1) / common));
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    /** Room for one constant per element of a period. */
    public float[] newConstants() {
        return new float[length];
    }

    /** Sets the constant of a channel wherever it comes round. */
    public void put(float[] constants, int channel, float value) {
        for (int i = channel; i < length; i += channels) {
            constants[i] = value;
        }
    }
}
