package org.bitadapt.runtime.format;

import java.util.List;

/**
 * Where each convolution's numbers are. The layout follows from the operations and is therefore not stored.
 *
 * <p>The parameter section has the multipliers and then the offsets of each convolution. The weight section has the
 * weights of each convolution, starting at a multiple of 8 bytes.
 */
final class SectionLayout {
    private static final int WEIGHT_ALIGNMENT = 8;

    private final SectionLengths lengths;
    private final int[] weightsPerOutput;
    private final int[] weightBytes;
    private final int[] weightsAt;
    private final int[] parametersAt;

    /** Derives the layout; throws if the sections of these operations exceed 2 GB. */
    SectionLayout(List<Operation> operations, List<Slot> slots, int metadataLength, int operationsLength) {
        int count = operations.size();
        weightsPerOutput = new int[count];
        weightBytes = new int[count];
        weightsAt = new int[count];
        parametersAt = new int[count];
        long weights = 0;
        long parameters = 0;
        for (int i = 0; i < count; i++) {
            if (operations.get(i) instanceof Convolution convolution) {
                weights = (weights + WEIGHT_ALIGNMENT - 1) / WEIGHT_ALIGNMENT * WEIGHT_ALIGNMENT;
                weightsAt[i] = Math.toIntExact(weights);
                parametersAt[i] = Math.toIntExact(parameters);
                long perOutput = weightsPerOutput(convolution, slots.get(convolution.input()));
                weightBytes[i] = weightBytes(convolution, perOutput);
                weightsPerOutput[i] = Math.toIntExact(perOutput);
                weights += weightBytes[i];
                parameters += 2L * Float.BYTES * convolution.outputChannels();
                requireFits(weights + parameters);
            }
        }
        lengths = new SectionLengths(metadataLength, operationsLength, (int) parameters, (int) weights);
        requireFits(lengths.total());
    }

    private static void requireFits(long bytes) {
        Limits.require("bytes of the file", bytes, 0, Integer.MAX_VALUE - 64L);
    }

    static long weightsPerOutput(Convolution convolution, Slot input) {
        return (long) input.shape().channels() * convolution.kernelHeight() * convolution.kernelWidth();
    }

    static int weightBytes(Convolution convolution, long weightsPerOutput) {
        long weights = weightsPerOutput * convolution.outputChannels();
        long bytes = convolution.weightType() == WeightType.BINARY ? (weights + 7) / 8 : weights;
        requireFits(Math.max(bytes, weightsPerOutput));
        return (int) bytes;
    }

    SectionLengths lengths() {
        return lengths;
    }

    int weightsPerOutput(int operation) {
        return weightsPerOutput[operation];
    }

    int weightBytes(int operation) {
        return weightBytes[operation];
    }

    int weightsAt(int operation) {
        return lengths.weightsAt() + weightsAt[operation];
    }

    int weightsEnd(int operation) {
        return weightsAt(operation) + weightBytes[operation];
    }

    int parametersAt(int operation) {
        return lengths.parametersAt() + parametersAt[operation];
    }
}
