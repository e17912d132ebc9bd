package org.bitadapt.runtime.format;

import java.util.List;

/** How many weights a convolution's outputs have, and how many bytes a plane of them takes. */
final class WeightSizes {
    private final int[] weightsPerOutput;
    private final int[] weightBytes;

    /** Derives the sizes; throws if the weights of an operation exceed 2 GB. */
    WeightSizes(List<Operation> operations, List<Slot> slots) {
        weightsPerOutput = new int[operations.size()];
        weightBytes = new int[operations.size()];
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i) instanceof Convolution convolution) {
                long perOutput = weightsPerOutput(convolution, slots.get(convolution.input()));
                weightBytes[i] = weightBytes(convolution, perOutput);
                weightsPerOutput[i] = Math.toIntExact(perOutput);
            }
        }
    }

    static long weightsPerOutput(Convolution convolution, Slot input) {
        return (long) input.shape().channels() * convolution.kernelHeight() * convolution.kernelWidth();
    }

    private static int weightBytes(Convolution convolution, long weightsPerOutput) {
        long weights = weightsPerOutput * convolution.outputChannels();
        long bytes = convolution.weightType() == WeightType.INT8 ? weights : (weights + 7) / 8;
        requireFits(Math.max(bytes, weightsPerOutput));
        return (int) bytes;
    }

    /** Refuses a number of bytes that no file may have. */
    static void requireFits(long bytes) {
        Limits.require("bytes of the file", bytes, 0, Limits.MAX_FILE_BYTES);
    }

    int weightsPerOutput(int operation) {
        return weightsPerOutput[operation];
    }

    /** The bytes of one sign plane, or of all 8-bit weights. */
    int weightBytes(int operation) {
        return weightBytes[operation];
    }
}
