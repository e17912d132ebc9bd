package org.bitadapt.jobs.report;

/**
 * One line of the layer table.
 *
 * @param name the network node
 * @param kind such as {@code conv 3x3}
 * @param outputShape such as {@code 16x32x32}, channels first
 * @param macs multiply-accumulates per image, 0 or more
 * @param weights trained numbers, 0 or more
 * @param weightBits bits per weight in the packed model; 0 for a layer without weights
 * @param floatBytes size of the weights as 32-bit floats
 * @param packedBytes size of the weights in the packed model
 */
public record LayerRow(
        String name,
        String kind,
        String outputShape,
        long macs,
        long weights,
        int weightBits,
        long floatBytes,
        long packedBytes) {}
