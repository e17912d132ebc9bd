package org.bitadapt.netadapt.energy;

/**
 * What a layer costs an accelerator, for one image.
 *
 * @param name the name of the layer's step
 * @param energy where its energy goes
 * @param cycles the cycles that it takes, of a batch an image's share; layers of a segment take theirs at the same time
 * @param utilization the share of its tiles' elements that multiply in a cycle, on average; 0 to 1
 * @param tiles the tiles that compute it
 */
public record LayerEnergy(String name, EnergyUse energy, double cycles, double utilization, int tiles) {}
