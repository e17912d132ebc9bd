package org.bitadapt.jobs.picture;

/**
 * The bytes that a model takes on disk.
 *
 * @param floatBytes the bytes of the model with 32-bit weights, 1 or more
 * @param packedBytes the bytes of the packed model file, 1 or more
 */
public record ModelSizes(long floatBytes, long packedBytes) {

    public ModelSizes {
        if (floatBytes < 1 || packedBytes < 1) {
            throw new IllegalArgumentException(
                    "Invalid model sizes: " + floatBytes + " and " + packedBytes + " bytes (must be at least 1)");
        }
    }

    /** The float bytes divided by the packed bytes. */
    public double ratio() {
        return (double) floatBytes / packedBytes;
    }
}
