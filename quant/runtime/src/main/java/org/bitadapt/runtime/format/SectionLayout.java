package org.bitadapt.runtime.format;

import java.util.List;

/**
 * Where each convolution's numbers are in a file of version 1. The layout follows from the operations and is therefore
 * not stored.
 *
 * <p>The parameter section has the multipliers and then the offsets of each convolution. The weight section has the
 * weights of each convolution, starting at a multiple of 8 bytes.
 */
final class SectionLayout implements NumberPlaces {
    private final SectionLengths lengths;
    private final WeightSizes sizes;
    private final int[] weightsAt;
    private final int[] parametersAt;
    private final int[] outputs;

    /** Derives the layout; throws if the sections of these operations exceed 2 GB. */
    SectionLayout(List<Operation> operations, List<Slot> slots, int metadataLength, int operationsLength) {
        int count = operations.size();
        sizes = new WeightSizes(operations, slots);
        weightsAt = new int[count];
        parametersAt = new int[count];
        outputs = new int[count];
        long weights = 0;
        long parameters = 0;
        for (int i = 0; i < count; i++) {
            if (operations.get(i) instanceof Convolution convolution) {
                weights = SectionLengths.alignedWeights(weights);
                weightsAt[i] = Math.toIntExact(weights);
                parametersAt[i] = Math.toIntExact(parameters);
                outputs[i] = convolution.outputChannels();
                weights += sizes.weightBytes(i);
                parameters += 2L * Float.BYTES * convolution.outputChannels();
                WeightSizes.requireFits(weights + parameters);
            }
        }
        lengths = new SectionLengths(metadataLength, operationsLength, (int) parameters, (int) weights);
        WeightSizes.requireFits(lengths.total());
    }

    @Override
    public SectionLengths lengths() {
        return lengths;
    }

    @Override
    public int fileBytes() {
        return (int) lengths.total();
    }

    @Override
    public int weightsPerOutput(int operation) {
        return sizes.weightsPerOutput(operation);
    }

    @Override
    public int weightBytes(int operation) {
        return sizes.weightBytes(operation);
    }

    @Override
    public int weightsAt(int operation, int plane) {
        return lengths.weightsAt() + weightsAt[operation];
    }

    @Override
    public int parameterBytes(int operation) {
        return 2 * Float.BYTES * outputs[operation];
    }

    @Override
    public int parametersAt(int operation) {
        return lengths.parametersAt() + parametersAt[operation];
    }
}
