package org.bitadapt.jobs.picture;

/**
 * What a model takes on disk.
 *
 * @param floatBytes the model with 32-bit weights, 1 or more
 * @param packedBytes the packed model file, 1 or more
 */
public record ModelSizes(long floatBytes, long packedBytes) {

    public ModelSizes {
        if (floatBytes < 1 || packedBytes < 1) {
            throw new IllegalArgumentException(
                    "Invalid model sizes: " + floatBytes + " and " + packedBytes + " bytes (must be at least 1)");
        }
    }

    /** How many times smaller the packed model is. */
    public double ratio() {
        return (double) floatBytes / packedBytes;
    }
}
