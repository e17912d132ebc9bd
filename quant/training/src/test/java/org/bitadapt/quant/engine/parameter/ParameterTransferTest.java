package org.bitadapt.quant.engine.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.junit.jupiter.api.Test;

class ParameterTransferTest {

    private static final NetworkSpec FLOAT = Networks.named("resnet8", 10);

    @Test
    void theSameNetworkTakesOverEverything() {
        Filled source = new Filled(PrecisionPolicy.BINARY.apply(FLOAT), 1);
        Filled target = new Filled(PrecisionPolicy.BINARY.apply(FLOAT), 2);
        ParameterTransfer transfer = ParameterTransfer.of(target.layout, target.values, source.layout, source.values);
        assertThat(transfer.kept()).isEmpty();
        assertThat(transfer.parameters()).isEqualTo(source.values);
    }

    @Test
    void aClassifierOfOtherClassesStaysFresh() {
        Filled source = new Filled(FLOAT, 1);
        Filled target = new Filled(Networks.named("resnet8", 3), 2);
        float[] fresh = target.values.clone();
        ParameterTransfer transfer = ParameterTransfer.of(target.layout, target.values, source.layout, source.values);
        assertThat(transfer.kept()).containsExactly("fc");
        assertThat(transfer.taken()).contains("conv1", "layer1.0.conv1").doesNotContain("fc");
        assertThat(target.of("fc", ParameterRole.WEIGHT, transfer.parameters()))
                .isEqualTo(target.of("fc", ParameterRole.WEIGHT, fresh));
        assertThat(target.of("conv1", ParameterRole.WEIGHT, transfer.parameters()))
                .isEqualTo(source.of("conv1", ParameterRole.WEIGHT, source.values));
    }

    @Test
    void aLayerOfAnotherWidthKeepsItsBiasToo() {
        Filled source = new Filled(Networks.named("alexnet-cifar", 10), 1);
        Filled target = new Filled(Networks.named("alexnet", 10), 2);
        Arrays.fill(source.values, 7);
        ParameterTransfer transfer = ParameterTransfer.of(target.layout, target.values, source.layout, source.values);
        assertThat(transfer.kept()).isNotEmpty();
        for (String node : transfer.kept()) {
            assertThat(target.of(node, ParameterRole.BIAS, transfer.parameters()))
                    .doesNotContain(7);
        }
    }

    @Test
    void aLayerThatKeepsItsWeightsKeepsItsBatchNormAndRangeToo() {
        Filled source = new Filled(pooled(3), 1);
        Filled target = new Filled(pooled(5), 2);
        Arrays.fill(source.values, 7);
        ParameterTransfer transfer = ParameterTransfer.of(target.layout, target.values, source.layout, source.values);
        assertThat(transfer.kept()).containsExactly("conv");
        assertThat(transfer.taken()).containsExactly("fc");
        for (ParameterSlice slice : target.layout.slices().values()) {
            float[] values = target.of(slice.node(), slice.role(), transfer.parameters());
            if (slice.node().equals("fc")) {
                assertThat(values).as(slice.key()).containsOnly(7);
            } else {
                assertThat(values).as(slice.key()).doesNotContain(7);
            }
        }
    }

    /**
     * A convolution of any kernel with batch norm and activation, then a classifier that does not depend on the kernel.
     */
    private static NetworkSpec pooled(int kernel) {
        return new NetworkBuilder("pooled", new Shape(3, 8, 8))
                .then("conv", new LayerSpec.Conv2d(4, kernel, 1, kernel / 2, false, WeightPrecision.INT8))
                .then("norm", LayerSpec.BatchNorm.STANDARD)
                .then("relu", new LayerSpec.Activation(MapPrecision.UINT8))
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("fc", new LayerSpec.Linear(3, true, WeightPrecision.INT8))
                .build();
    }

    @Test
    void oneBitWeightsTakeTheSignsOfFloatOnes() {
        Filled source = new Filled(FLOAT, 1);
        Filled target = new Filled(PrecisionPolicy.BINARY.apply(FLOAT), 2);
        ParameterTransfer transfer = ParameterTransfer.of(target.layout, target.values, source.layout, source.values);
        float[] weights = source.of("layer2.0.conv1", ParameterRole.WEIGHT, source.values);
        float[] signs = target.of("layer2.0.conv1", ParameterRole.SIGN, transfer.parameters());
        assertThat(signs).hasSameSizeAs(weights);
        for (int i = 0; i < signs.length; i++) {
            assertThat(signs[i]).isEqualTo(weights[i] < 0 ? -1 : 1);
        }
    }

    /** A network's initial parameters. */
    private static final class Filled {
        final ParameterLayout layout;
        final float[] values;

        Filled(NetworkSpec network, long seed) {
            LoweredNetwork lowered = LoweredNetwork.of(network);
            layout = ParameterLayout.of(lowered);
            values = new float[layout.size()];
            Initialization.fill(lowered, layout, seed, FloatBuffer.wrap(values));
        }

        float[] of(String node, ParameterRole role, float[] from) {
            ParameterSlice slice = layout.slice(node, role);
            return Arrays.copyOfRange(from, slice.offset(), slice.end());
        }
    }
}
