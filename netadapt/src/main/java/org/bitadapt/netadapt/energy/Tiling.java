package org.bitadapt.netadapt.energy;

/**
 * How often a tiling moves each kind of data. Sums that are moved n times are written n times and read n - 1 times.
 *
 * @param outer how often weights, inputs and sums pass between DRAM and buffer; weights that stay for several groups of
 *     images are fetched less than once for each
 * @param inner how often they pass between buffer and elements
 * @param channelSlices the slices in which inputs come to the buffer
 * @param filterSlices the slices in which finished outputs leave the buffer
 * @param cost the cost of all moves
 */
record Tiling(Fetches outer, Fetches inner, int channelSlices, int filterSlices, double cost) {

    /** How often each kind of data is moved. */
    record Fetches(double weights, double inputs, double sums) {}
}
