package org.bitadapt.quant.engine.onednn.product;

import java.nio.ByteBuffer;
import org.bitadapt.quant.kernel.ChannelLine;
import org.bitadapt.quant.kernel.ChannelPeriod;
import org.bitadapt.quant.kernel.ElementwiseKernels;
import org.bitadapt.quant.kernel.Normalization;

/**
 * The gradient through batch norm, as a linear function per channel of the gradient behind it and the sum of products:
 * {@code dz = gain * g + slope * product + constant}.
 */
final class NormalizationGradient {

    private final ChannelPeriod period;
    private final ChannelLine line;
    private final float[] centres;

    NormalizationGradient(ChannelPeriod period) {
        this.period = period;
        this.line = new ChannelLine(period.newConstants(), period.newConstants(), period.newConstants(), period);
        this.centres = period.newConstants();
    }

    /** The means of the batch, one per position of the period. */
    float[] centres(BatchStatistics statistics) {
        for (int c = 0; c < period.channels(); c++) {
            period.put(centres, c, (float) statistics.mean(c));
        }
        return centres;
    }

    void set(int channel, double gain, double slope, double constant) {
        period.put(line.factors(), channel, (float) gain);
        period.put(line.slopes(), channel, (float) slope);
        period.put(line.constants(), channel, (float) constant);
    }

    /** Sets a channel's gain, with slope and constant 0: the gradient without batch norm. */
    void setGain(int channel, double gain) {
        set(channel, gain, 0, 0);
    }

    void toFloats(ElementwiseKernels kernels, ByteBuffer g, Normalization normalization, int values, ByteBuffer dz) {
        kernels.combine(g, normalization.products(), line, 0, values, dz);
    }

    void toBfloat16(ElementwiseKernels kernels, ByteBuffer g, Normalization normalization, int values, ByteBuffer dz) {
        kernels.combineToBfloat16(g, normalization.products(), line, 0, values, dz);
    }
}
