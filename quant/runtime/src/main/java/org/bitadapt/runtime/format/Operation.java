package org.bitadapt.runtime.format;

import java.util.List;

/**
 * A step of the integer network. Operation {@code i} writes slot {@code i} and reads slots below {@code i}; operation 0
 * is the input, and the last operation gives the logits.
 */
public sealed interface Operation permits Operation.Input, Operation.MaxPool, Operation.GlobalSum, Convolution {
    /**
     * The slots that the operation reads.
     *
     * @return slot numbers, the main input first
     */
    List<Integer> inputs();

    /**
     * The image: unsigned bytes, height x width x channels interleaved, rows first.
     *
     * @param shape size of the image
     * @param zeroPoints for each channel, the byte (0..255) that means zero; padding has this value
     */
    record Input(SlotShape shape, List<Integer> zeroPoints) implements Operation {
        /** Checks that there is a zero point per channel. */
        public Input {
            Limits.require("input channels", shape.channels(), 1, Limits.MAX_INPUT_CHANNELS);
            zeroPoints = List.copyOf(zeroPoints);
            Limits.require("number of zero points", zeroPoints.size(), shape.channels(), shape.channels());
            zeroPoints.forEach(zeroPoint -> Limits.require("zero point", zeroPoint, 0, 255));
        }

        @Override
        public List<Integer> inputs() {
            return List.of();
        }
    }

    /**
     * The largest code of each window; padding never wins.
     *
     * @param input a U8 slot
     * @param kernel rows and columns of the window
     * @param stride step of the window
     * @param padding rows and columns added on each side, below {@code kernel}
     */
    record MaxPool(int input, int kernel, int stride, int padding) implements Operation {
        /** Checks the window. */
        public MaxPool {
            Limits.require("kernel", kernel, 1, Limits.MAX_KERNEL);
            Limits.require("stride", stride, 1, Limits.MAX_STRIDE);
            Limits.require("padding", padding, 0, kernel - 1);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }
    }

    /**
     * The exact sum of each channel's codes over height and width, as I32.
     *
     * @param input a U8 slot
     */
    record GlobalSum(int input) implements Operation {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }
    }
}
