package org.bitadapt.runtime.format;

/** Where the numbers of a network's convolutions are in its file. */
interface NumberPlaces {
    /** The number of weights of one output channel. */
    int weightsPerOutput(int operation);

    /** The bytes of a sign plane of a convolution, or of all its 8-bit weights. */
    int weightBytes(int operation);

    /** Where a sign plane, from 1, of a convolution begins; its 8-bit weights count as plane 1. */
    int weightsAt(int operation, int plane);

    /** Where a convolution's multipliers begin, before its offsets and its residual scale, if there is any. */
    int parametersAt(int operation);

    /** The bytes of a convolution's parameters. */
    int parameterBytes(int operation);

    /** The bytes of each section, as far as the network needs the file. */
    SectionLengths lengths();

    /** The bytes of the file from its beginning, as far as the network needs them. */
    int fileBytes();
}
