package org.bitadapt.quant.benchmark;

import java.util.Map;
import org.bitadapt.quant.engine.contract.Phase;

/**
 * The result of a benchmark of training.
 *
 * @param median images a second of the median step
 * @param minimum images a second of the slowest step
 * @param maximum images a second of the fastest step
 * @param steps the number of measured steps
 * @param shares the shares of the engine's time by phase, which add up to 1; empty if the engine does not measure
 *     itself
 * @param pageFaultsPerStep the pages per step that the operating system had to supply; 0 where the system does not say
 * @param systemShare the operating system's share of the processor time; 0 where the system does not say
 * @param peakResidentBytes the most resident bytes since the process's start; 0 where the operating system does not say
 */
public record TrainingSpeed(
        double median,
        double minimum,
        double maximum,
        int steps,
        Map<Phase, Double> shares,
        double pageFaultsPerStep,
        double systemShare,
        long peakResidentBytes) {

    public TrainingSpeed {
        shares = Map.copyOf(shares);
    }
}
