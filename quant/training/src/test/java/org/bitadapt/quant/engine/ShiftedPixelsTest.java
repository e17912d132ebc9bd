package org.bitadapt.quant.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.junit.jupiter.api.Test;

class ShiftedPixelsTest {

    /** Products of codes need whole zero points. */
    @Test
    void networksOfCodesRefuseShifts() {
        NetworkSpec network = PrecisionPolicy.BINARY.apply(Networks.named("resnet8", 10));
        PixelNormalization pixels = new PixelNormalization(List.of(1, 2, 3), 1, List.of(0f, 0.5f, 0f));
        assertThatThrownBy(() -> TrainingEngines.open(
                        network,
                        pixels,
                        new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE),
                        EngineOptions.automatic(1, 1)))
                .hasMessage(
                        "Invalid pixel normalization: shifts [0.0, 0.5, 0.0] (must be none for network resnet8, whose"
                                + " weights are codes)");
    }
}
