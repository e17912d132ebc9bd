package org.bitadapt.netadapt.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model against what is published of AlexNet on Eyeriss, layer by layer. */
class PublishedTablesTest {

    private static final AlexNetOn ISCA = AlexNetOn.hardware("eyeriss-isca16");
    private static final AlexNetOn CHIP = AlexNetOn.hardware("eyeriss-chip");

    // ISCA 2016, figure 10, as the tests of stanford-mast/nn_dataflow have it (test_eyeriss_isca16), in 10^9 units.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "conv1, 1.69, 2.46, 6.75",
        "conv2, 3.58, 2.27, 14.33",
        "conv3, 2.39, 2.02, 9.57",
        "conv4, 1.79, 1.57, 7.18",
        "conv5, 1.20, 1.05, 4.78",
        "fc1, 0.60, 7.78, 2.42",
        "fc2, 0.27, 3.39, 1.07",
        "fc3, 0.07, 0.84, 0.26"
    })
    void alexNetCostsWhatThePaperHas(String layer, double compute, double dram, double register) {
        EnergyUse use = ISCA.batch(layer).times(1e-9);
        // The table has two decimals.
        assertThat(use.compute()).isCloseTo(compute, org.assertj.core.api.Assertions.within(0.006));
        assertThat(use.register()).isCloseTo(register, org.assertj.core.api.Assertions.within(0.006));
        assertThat(use.dram()).isCloseTo(dram, withinPercentage(2));
    }

    // ISSCC 2016, figure 14.5.6 and JSSC 2017, table V: measured power of the chip, processing time of four images,
    // MACs.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "conv1, 332, 16.5, 421.66",
        "conv2, 288, 39.2, 895.79",
        "conv3, 266, 21.8, 598.1",
        "conv4, 235, 16.0, 448.6",
        "conv5, 236, 10.0, 299.0"
    })
    void theChipTakesAboutThePowerAndTimeThatWereMeasured(
            String layer, double milliwatts, double millis, double millionMacs) {
        EnergyUse use = CHIP.batch(layer);
        double modelledMillis = CHIP.cycles(layer) / 200e3;
        double modelledMilliwatts = use.onChip() * 1e-12 / (modelledMillis * 1e-3) * 1e3;
        assertThat(modelledMilliwatts / milliwatts).as("power").isBetween(0.6, 1.05);
        assertThat(modelledMillis / millis).as("time").isBetween(0.8, 1.0);
        assertThat(use.compute() / 2 / 1e6).isCloseTo(millionMacs, withinPercentage(0.1));
    }

    // ASPLOS 2017, figure 8, as test_eyeriss_asplos17 has it.
    @Test
    void sixteenTilesBelowDramSaveWhatTetrisSaves() {
        NetworkEnergy planar = AlexNetOn.hardware("tetris-l1").network();
        NetworkEnergy stacked = AlexNetOn.hardware("tetris-t16").network();
        double moreElements = 16 * 14 * 14 / (16.0 * 16);
        assertThat(stacked.cycles()).isLessThan(1.2 * planar.cycles() / moreElements);
        assertThat(stacked.microjoules() / planar.microjoules()).isLessThan(0.72);
    }
}
