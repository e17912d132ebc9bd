package org.bitadapt.common.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bitadapt.common.family.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisionPolicyTest {

    private final NetworkSpec network = Networks.named("resnet8", 10);

    private static List<WeightPrecision> weights(NetworkSpec network) {
        return network.weighted().stream()
                .map(node -> ((LayerSpec.Weighted) node.layer()).weights())
                .toList();
    }

    @Test
    void binaryKeepsEightBitsAtTheEnds() {
        NetworkSpec binary = PrecisionPolicy.BINARY.apply(network);
        List<WeightPrecision> weights = weights(binary);
        assertThat(weights).startsWith(WeightPrecision.INT8).endsWith(WeightPrecision.INT8);
        assertThat(weights.subList(1, weights.size() - 1)).containsOnly(WeightPrecision.BINARY);
        assertThat(binary.nodes())
                .map(Node::layer)
                .filteredOn(LayerSpec.Activation.class::isInstance)
                .containsOnly(new LayerSpec.Activation(MapPrecision.UINT8));
    }

    @Test
    void endsCanBeBinaryToo() {
        NetworkSpec binary =
                PrecisionPolicy.BINARY.withEnds(WeightPrecision.BINARY).apply(network);
        assertThat(weights(binary)).containsOnly(WeightPrecision.BINARY);
    }

    @Test
    void goesBackToFloat() {
        NetworkSpec binary = PrecisionPolicy.BINARY.apply(network);
        assertThat(PrecisionPolicy.FLOAT32.apply(binary)).isEqualTo(network).isNotEqualTo(binary);
    }

    @Test
    void onlyLayerIsTheLast() {
        NetworkSpec linear = new NetworkBuilder("linear", Shape.vector(4))
                .then("fc", new LayerSpec.Linear(2, true, WeightPrecision.FLOAT32))
                .build();
        PrecisionPolicy policy = new PrecisionPolicy(
                WeightPrecision.BINARY, WeightPrecision.BINARY, WeightPrecision.INT8, MapPrecision.UINT8);
        assertThat(weights(policy.apply(linear))).containsExactly(WeightPrecision.INT8);
    }

    @Test
    void hasNamesForConfigurations() {
        assertThat(PrecisionPolicy.names()).containsExactly("float32", "binary");
        assertThat(PrecisionPolicy.of("float32")).isEqualTo(PrecisionPolicy.FLOAT32);
        assertThat(PrecisionPolicy.of("binary")).isEqualTo(PrecisionPolicy.BINARY);
        assertThat(PrecisionPolicy.FLOAT32.quantized()).isFalse();
        assertThat(PrecisionPolicy.BINARY.quantized()).isTrue();
    }

    @Test
    void unknownNameIsAnsweredWithTheNames() {
        assertThatThrownBy(() -> PrecisionPolicy.of("binery"))
                .hasMessage("Invalid precision: binery (must be one of float32, binary); did you mean 'binary'?");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void floatIsAllOrNothing(int odd) {
        assertThatThrownBy(() -> new PrecisionPolicy(
                        odd == 0 ? WeightPrecision.FLOAT32 : WeightPrecision.INT8,
                        odd == 1 ? WeightPrecision.FLOAT32 : WeightPrecision.BINARY,
                        odd == 2 ? WeightPrecision.FLOAT32 : WeightPrecision.INT8,
                        odd == 3 ? MapPrecision.FLOAT32 : MapPrecision.UINT8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("(must be FLOAT32 for all or for none)");
    }
}
