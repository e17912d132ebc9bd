package org.bitadapt.netadapt.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The model against every count of the tool that reproduces Eyeriss' papers; {@code nn_dataflow.py} writes the counts.
 */
class ReferenceToolTest {

    private static final Map<String, AlexNetOn> KNOWN = new HashMap<>();

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "nn_dataflow.csv", useHeadersInDisplayName = true)
    void countsAreThoseOfTheTool(
            String name,
            String layer,
            double macs,
            double cycles,
            double dram,
            double buffer,
            double array,
            double register) {
        AlexNetOn alexNet = KNOWN.computeIfAbsent(name, AlexNetOn::hardware);
        EnergyUse use = alexNet.batch(layer);
        Hardware.AccessCosts cost = alexNet.hardware().access();
        assertThat(use.compute() / alexNet.hardware().mac().int16()).isCloseTo(macs, withinPercentage(1e-6));
        assertThat(use.register() / cost.register()).isCloseTo(register, withinPercentage(1e-6));
        assertThat(alexNet.cycles(layer)).isCloseTo(cycles, withinPercentage(0.1));
        assertThat(use.dram() / cost.dram() / dram).as("DRAM").isBetween(0.9, 1.01);
        // The tool tries the divisors of each loop only. Our rounded sizes may save more, and cost no more but for a
        // trifle.
        double moved = dram * cost.dram() + buffer * cost.buffer() + array * cost.array();
        assertThat((use.dram() + use.buffer() + use.array()) / moved)
                .as("DRAM, buffer and array")
                .isBetween(0.95, 1.005);
    }
}
