package org.bitadapt.runtime.format;

import java.nio.ByteBuffer;
import java.util.List;

/** The rules for a convolution's numbers, which the builder and the reader share. */
final class NumberRules {
    private NumberRules() {}

    /** Checks a convolution's stored weights: spare bits, the range of bytes, and that no accumulator can overflow. */
    static void requireWeights(Convolution convolution, Slot in, int largestInput, ByteBuffer weights) {
        int perOutput = (int) SectionLayout.weightsPerOutput(convolution, in);
        if (convolution.weightType() == WeightType.BINARY) {
            if (!WeightBits.spareBitsAreZero(weights, (long) perOutput * convolution.outputChannels())) {
                throw new IllegalArgumentException("Invalid spare weight bits: 1 (must be 0)");
            }
            requireAccumulator((long) perOutput * largestInput, 0);
            return;
        }
        for (int output = 0; output < convolution.outputChannels(); output++) {
            requireAccumulator(magnitude(weights, output * perOutput, perOutput) * largestInput, output);
        }
    }

    static void requireParameters(Convolution convolution, float[] multipliers, float[] offsets) {
        Limits.require(
                "number of multipliers",
                multipliers.length,
                convolution.outputChannels(),
                convolution.outputChannels());
        Limits.require("number of offsets", offsets.length, convolution.outputChannels(), convolution.outputChannels());
        Limits.requireMagnitudes("multiplier of output channel", multipliers);
        Limits.requireMagnitudes("offset of output channel", offsets);
    }

    /** The largest magnitude that a slot's numbers reach as a convolution's input. */
    static int largestInput(List<Operation> operations, List<Slot> slots, int slot) {
        Operation producer = operations.get(slot);
        if (producer instanceof Operation.Input input) {
            return input.zeroPoints().stream()
                    .mapToInt(zero -> Math.max(zero, 255 - zero))
                    .max()
                    .orElseThrow();
        }
        if (producer instanceof Operation.GlobalSum sum) {
            return Math.multiplyExact(255, slots.get(sum.input()).shape().pixels());
        }
        return 255;
    }

    private static long magnitude(ByteBuffer weights, int from, int count) {
        long sum = 0;
        for (int i = from; i < from + count; i++) {
            int weight = weights.get(i);
            if (weight == Byte.MIN_VALUE) {
                throw new IllegalArgumentException("Invalid 8-bit weight: -128 at " + i + " (must be -127..127)");
            }
            sum += Math.abs(weight);
        }
        return sum;
    }

    private static void requireAccumulator(long largest, int output) {
        if (largest > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Invalid sum of output channel " + output + ": may reach " + largest
                    + " (must be at most " + Integer.MAX_VALUE + ")");
        }
    }
}
