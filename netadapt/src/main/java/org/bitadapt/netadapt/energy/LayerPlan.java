package org.bitadapt.netadapt.energy;

/**
 * How a layer is computed at the least energy, for the whole batch.
 *
 * @param cost the energy without its static part, in units of the hardware's cost
 * @param cycles the cycles from the first to the last
 * @param dramWords the words that pass the chip's edge
 * @param slices the slices in which the outputs are finished, 1 or more
 * @param sliced whether inputs are taken slice by slice
 */
record LayerPlan(EnergyUse cost, double cycles, double dramWords, int slices, boolean sliced) {}
