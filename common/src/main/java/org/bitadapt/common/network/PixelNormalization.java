package org.bitadapt.common.network;

import java.io.Serializable;
import java.util.List;

/**
 * How 8-bit pixels become the network's input: {@code x = (q - zeroPoint[channel] - shift[channel]) * scale}.
 *
 * <p>The zero points are whole codes and the scale is shared by the channels, so that the first convolution stays an
 * integer sum: padding a map with the channel's zero point is padding {@code x} with 0.
 *
 * <p>Only a network in float32 can have shifts. They are there for networks that were trained elsewhere, with means between
 * two codes: padding with 0 is padding with such a mean, which no bias of the first convolution makes up for.
 *
 * @param zeroPoints one code 0..255 per channel: the rounded mean of the training pixels
 * @param scale 1 / (mean over channels of the standard deviation in codes); finite and above 0
 * @param shifts what is added to each channel's zero point, in codes, finite; none where all are 0
 */
public record PixelNormalization(List<Integer> zeroPoints, float scale, List<Float> shifts) implements Serializable {

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
        if ((!shifts.isEmpty() && shifts.size() != zeroPoints.size())
                || !shifts.stream().allMatch(Float::isFinite)) {
            throw new IllegalArgumentException(
                    "Invalid shifts of zero points: " + shifts + " (must be finite, one per channel or none)");
        }
        shifts = shifts.stream().allMatch(shift -> shift == 0) ? List.of() : List.copyOf(shifts);
    }

    /** A normalization with whole zero points. */
    public PixelNormalization(List<Integer> zeroPoints, float scale) {
        this(zeroPoints, scale, List.of());
    }

    /** The pixel value, in codes, that becomes 0 in a channel. */
    public float zero(int channel) {
        return shifts.isEmpty() ? zeroPoints.get(channel) : zeroPoints.get(channel) + shifts.get(channel);
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
