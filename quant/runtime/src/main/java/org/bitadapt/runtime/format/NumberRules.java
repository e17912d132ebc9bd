package org.bitadapt.runtime.format;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;

/** The rules for a convolution's numbers, which the builder and the reader share. */
final class NumberRules {
    private NumberRules() {}

    /**
     * Checks a convolution's stored weights, its planes or its bytes: spare bits, the range of bytes, and that no
     * accumulator can overflow.
     */
    static void requireWeights(Convolution convolution, Slot in, int largestInput, List<ByteBuffer> weights) {
        int perOutput = (int) WeightSizes.weightsPerOutput(convolution, in);
        if (convolution.weightType() != WeightType.INT8) {
            for (ByteBuffer plane : weights) {
                if (!WeightBits.spareBitsAreZero(plane, (long) perOutput * convolution.outputChannels())) {
                    throw new IllegalArgumentException("Invalid spare weight bits: 1 (must be 0)");
                }
            }
            requireSum(convolution, in, largestInput);
            return;
        }
        for (int output = 0; output < convolution.outputChannels(); output++) {
            requireAccumulator(magnitude(weights.get(0), output * perOutput, perOutput) * largestInput, output);
        }
    }

    /** Checks that no accumulator of sign planes can overflow. */
    private static void requireSum(Convolution convolution, Slot in, int largestInput) {
        long ofSigns = WeightSizes.weightsPerOutput(convolution, in) * largestInput;
        requireAccumulator(ofSigns, 0);
        requireAccumulator(ofSigns * convolution.largestWeight(), 0);
    }

    static void requireParameters(Convolution convolution, List<Slot> slots, LayerParameters parameters) {
        int outputs = convolution.outputChannels();
        Limits.require("number of multipliers", parameters.multipliers().length, outputs, outputs);
        Limits.require("number of offsets", parameters.offsets().length, outputs, outputs);
        Limits.requireMagnitudes("multiplier of output channel", parameters.multipliers());
        Limits.requireMagnitudes("offset of output channel", parameters.offsets());
        Limits.requireMagnitude("residual scale", parameters.residualScale());
        convolution
                .residual()
                .ifPresentOrElse(
                        slot -> requireScale(
                                slots.get(slot).type() != ElementType.F32, parameters, "slot " + slot + " is F32"),
                        () -> requireScale(false, parameters, "there is no residual"));
    }

    private static void requireScale(boolean any, LayerParameters parameters, String reason) {
        if (!any && !Convolution.isPlusZero(parameters.residualScale())) {
            throw new IllegalArgumentException(
                    "Invalid residual scale: " + parameters.residualScale() + " (must be +0 because " + reason + ")");
        }
    }

    /**
     * Checks that a file's widest width has as many weight bits as the layer with the most planes, 1 where no layer has
     * planes: there is no plane that no width reads, and no width without a plane of its own.
     */
    static void requirePlanes(List<Operation> operations, Width widest) {
        int planes = operations.stream()
                .filter(Convolution.class::isInstance)
                .mapToInt(operation -> ((Convolution) operation).planes())
                .max()
                .orElse(1);
        if (planes != widest.weights()) {
            throw new IllegalArgumentException("Invalid weight bits of the widest width: " + widest.weights()
                    + " (must be " + planes + ", the most planes of a layer)");
        }
    }

    /** Whether a network needs no more than version 1: one width of 1-bit weights, and 8-bit maps. */
    static boolean isVersion1(List<Operation> operations, Collection<Width> widths) {
        return widths.size() == 1
                && widths.contains(Width.BINARY)
                && operations.stream()
                        .filter(Convolution.class::isInstance)
                        .map(Convolution.class::cast)
                        .allMatch(convolution -> convolution.planes() == 1 && convolution.codeBits() == Width.MAX_MAPS);
    }

    /** The largest magnitude that a slot's numbers reach at a width as a convolution's input. */
    static int largestInput(List<Operation> operations, List<Slot> slots, int slot, Width width) {
        Operation producer = operations.get(slot);
        if (producer instanceof Operation.Input input) {
            return input.zeroPoints().stream()
                    .mapToInt(zero -> Math.max(zero, 255 - zero))
                    .max()
                    .orElseThrow();
        }
        if (producer instanceof Operation.GlobalSum sum) {
            return Math.multiplyExact(
                    largestCode(operations, sum.input(), width),
                    slots.get(sum.input()).shape().pixels());
        }
        return largestCode(operations, slot, width);
    }

    /** The largest code of a U8 slot; a max pool passes on the codes of its input. */
    private static int largestCode(List<Operation> operations, int slot, Width width) {
        int producer = slot;
        while (operations.get(producer) instanceof Operation.MaxPool pool) {
            producer = pool.input();
        }
        return ((Convolution) operations.get(producer)).at(width, 0).largestCode();
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
