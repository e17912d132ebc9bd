package org.bitadapt.quant.engine.parameter;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {

    @Test
    void groupedConvolutionsHaveNoParametersYet() {
        NetworkSpec network = new NetworkBuilder("grouped", new Shape(4, 4, 4))
                .then("conv", new LayerSpec.Conv2d(8, 3, 1, 1, 2, true, WeightPrecision.FLOAT32))
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("fc", new LayerSpec.Linear(5, true, WeightPrecision.FLOAT32))
                .build();
        assertThatThrownBy(() -> ParameterLayout.of(LoweredNetwork.of(network)))
                .hasMessage(
                        "Unsupported network grouped: node conv has 2 groups (must be 1 for training and measuring)");
    }
}
