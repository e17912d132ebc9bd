package org.bitadapt.common.network;

import java.io.Serializable;
import java.util.List;

/**
 * How 8-bit pixels become the network's input: {@code x = (q - zeroPoint[channel]) * scale}.
 *
 * <p>The zero points are whole codes and the scale is shared by the channels, so that the first convolution stays an
 * integer sum: padding a map with the channel's zero point is padding {@code x} with 0.
 *
 * @param zeroPoints one code 0..255 per channel: the rounded mean of the training pixels
 * @param scale 1 / (mean over channels of the standard deviation in codes); finite and above 0
 */
public record PixelNormalization(List<Integer> zeroPoints, float scale) implements Serializable {

    public PixelNormalization {
        zeroPoints = List.copyOf(zeroPoints);
        for (int zeroPoint : zeroPoints) {
            if (zeroPoint < 0 || zeroPoint > 255) {
                throw new IllegalArgumentException("Invalid zero point: " + zeroPoint + " (must be 0..255)");
            }
        }
        if (!(scale > 0) || Float.isInfinite(scale)) {
            throw new IllegalArgumentException("Invalid pixel scale: " + scale + " (must be finite and above 0)");
        }
    }

    /**
     * The normalization that follows from the statistics of a data set.
     *
     * @param mean the mean of each channel's pixels / 255, in 0..1
     * @param standardDeviation the standard deviation of each channel's pixels / 255
     */
    public static PixelNormalization of(List<Double> mean, List<Double> standardDeviation) {
        double deviation = standardDeviation.stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        // A data set of one flat colour has no deviation; one code is the least that 8-bit pixels can differ by.
        double codes = Math.max(255 * deviation, 1);
        return new PixelNormalization(
                mean.stream().map(value -> (int) Math.rint(255 * value)).toList(), (float) (1 / codes));
    }
}
