package org.bitadapt.quant.onnx.reading;

import java.util.List;

/**
 * How pixels became the input of a network where it was trained: {@code (pixel - mean[channel]) / deviation[channel]}. What
 * the network's own graph does then comes on top.
 *
 * @param mean one number for all channels or one each, in the order in which the network has its channels
 * @param deviation one number for all channels or one each, above 0
 * @param range the range of pixels
 * @param order the order of a colour image's channels
 */
public record InputNormalization(List<Double> mean, List<Double> deviation, Range range, Order order) {

    /** Pixels from 0 to 1, neither moved nor scaled further, red first. */
    public static final InputNormalization NONE =
            new InputNormalization(List.of(0.0), List.of(1.0), Range.UNIT, Order.RGB);

    /** The range of pixels before mean and deviation. */
    public enum Range {
        /** 0 to 1: codes / 255. */
        UNIT(1 / 255.0),
        /** 0 to 255: codes as they are. */
        CODES(1);

        private final double step;

        Range(double step) {
            this.step = step;
        }

        /** The value of one code. */
        public double step() {
            return step;
        }
    }

    /** The order of the channels of a network's colour images. */
    public enum Order {
        /** Red, green, blue. */
        RGB,
        /** Blue, green, red, as OpenCV reads images. */
        BGR
    }

    public InputNormalization {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.isEmpty() || !mean.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "Invalid mean: " + mean + " (must be one finite number, or one a channel)");
        }
        if (deviation.isEmpty()
                || !deviation.stream().allMatch(value -> value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Invalid deviation: " + deviation + " (must be one number above 0, or one a channel)");
        }
    }

    /** Whether pixels are neither moved nor scaled. */
    boolean isNone() {
        return mean.equals(NONE.mean) && deviation.equals(NONE.deviation) && range == NONE.range;
    }

    /**
     * What becomes of codes.
     *
     * @throws IllegalArgumentException if there are means or deviations for another number of channels, or an image that is
     *     not of three channels has an order
     */
    ChannelAffine ofCodes(int channels) {
        check("mean", mean, channels);
        check("deviation", deviation, channels);
        if (order == Order.BGR && channels != 3) {
            throw new IllegalArgumentException(
                    "Invalid order of channels: bgr for images of " + channels + " channels (must be 3)");
        }
        ChannelAffine affine = ChannelAffine.identity(channels);
        for (int c = 0; c < channels; c++) {
            double spread = deviation.get(deviation.size() == 1 ? 0 : c);
            affine.factor()[c] = range.step() / spread;
            affine.constant()[c] = -mean.get(mean.size() == 1 ? 0 : c) / spread;
        }
        return affine;
    }

    private static void check(String what, List<Double> numbers, int channels) {
        if (numbers.size() != 1 && numbers.size() != channels) {
            throw new IllegalArgumentException("Invalid " + what + ": " + numbers + " (must be one number, or "
                    + channels + ", one per channel of the network's images)");
        }
    }

    /** What becomes of a code in one of the network's channels. */
    public double of(int code, int channel) {
        double center = mean.get(mean.size() == 1 ? 0 : channel);
        return (code * range.step() - center) / deviation.get(deviation.size() == 1 ? 0 : channel);
    }

    /** The channel of an RGB image that a channel of the network reads, and the other way round. */
    public int channel(int ofNetwork, int channels) {
        return order == Order.BGR ? channels - 1 - ofNetwork : ofNetwork;
    }
}
