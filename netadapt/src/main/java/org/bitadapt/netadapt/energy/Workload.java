package org.bitadapt.netadapt.energy;

/**
 * What a convolution or linear layer gives an accelerator to do.
 *
 * @param geometry the loops of one part
 * @param parts the parts, equal and computed one after the other: the groups of a grouped convolution
 * @param bits how wide each operand is
 * @param residualBits bits of the map that is added to the outputs, for all images and parts; 0 without one
 * @param macCost the cost of one multiply-accumulate
 * @param inputZeros the share of inputs that are 0 and known to be, 0 to 1
 * @param outputZeros the share of outputs that are 0 and known to be, 0 to 1
 */
record Workload(
        Geometry geometry,
        int parts,
        Bits bits,
        double residualBits,
        double macCost,
        double inputZeros,
        double outputZeros) {

    /** The bits of one weight, of one input, of one partial sum and of one finished output. */
    record Bits(int weight, int input, int sum, int output) {}
}
