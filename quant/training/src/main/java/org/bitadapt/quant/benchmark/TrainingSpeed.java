package org.bitadapt.quant.benchmark;

import java.util.Map;
import org.bitadapt.quant.engine.Phase;

/**
 * What a benchmark of training measured.
 *
 * @param median images a second
 * @param minimum images a second of the slowest step
 * @param maximum images a second of the fastest step
 * @param steps how many were measured
 * @param shares of the engine's time by phase; together 1; empty if the engine does not measure itself
 * @param pageFaultsPerStep pages that the operating system had to supply; 0 where it does not say
 * @param systemShare of the processor time, what the operating system used; 0 where it does not say
 * @param peakResidentBytes of the process since its start; 0 where the operating system does not say
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
