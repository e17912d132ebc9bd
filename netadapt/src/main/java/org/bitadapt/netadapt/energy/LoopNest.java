package org.bitadapt.netadapt.energy;

/**
 * The loops of a layer around its passes, with what a tiling of them has to fit and what it costs.
 *
 * <p>There are three loops: over channels, over filters and over the batch (images and their strips). Weights depend on
 * the first two, inputs on the first and the last, sums on the last two.
 *
 * @param passes how often each loop's body runs
 * @param buffer the bits that one pass keeps in the buffer
 * @param bufferBits the bits of the buffer
 * @param register the bits that one pass keeps in an element's registers
 * @param registerBits the bits of an element's registers
 * @param outer the cost of moving all data once between DRAM and buffer; finished sums, which leave once, are left out
 * @param inner the cost of moving all data once between buffer and elements
 * @param rule what the order of the loops has to heed
 */
record LoopNest(
        Trips passes,
        Operands buffer,
        double bufferBits,
        Operands register,
        double registerBits,
        Operands outer,
        Operands inner,
        Rule rule) {

    /** A number for each of the loops over channels, filters and batch. */
    record Trips(int channels, int filters, int batch) {}

    /** An amount for weights, for inputs and for sums. */
    record Operands(double weights, double inputs, double sums) {

        double total() {
            return weights + inputs + sums;
        }
    }

    /**
     * What the tiling of a layer has to heed.
     *
     * @param inputsOnce whether inputs may cross into the buffer only once, because nothing keeps them afterwards
     * @param sumsOnce whether sums may leave the buffer only when they are finished
     * @param wholeBatch whether the buffer holds the tile of the whole batch, because a group of images goes through
     *     several layers together
     * @param groups the groups of images that follow one another and for which weights are fetched again, unless all of
     *     them stay in the buffer
     */
    record Rule(boolean inputsOnce, boolean sumsOnce, boolean wholeBatch, int groups) {

        /** A layer that is computed by itself. */
        static final Rule FREE = new Rule(false, false, false, 1);
    }
}
