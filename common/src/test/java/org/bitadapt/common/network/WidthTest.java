package org.bitadapt.common.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WidthTest {

    private static final NetworkSpec NETWORK = new NetworkBuilder("tiny", new Shape(3, 8, 8))
            .then("first", new LayerSpec.Conv2d(4, 3, 1, 1, false, WeightPrecision.INT8))
            .then("relu1", new LayerSpec.Activation(MapPrecision.UINT8))
            .then("inner", new LayerSpec.Conv2d(4, 3, 1, 1, false, WeightPrecision.PLANES4))
            .then("relu2", new LayerSpec.Activation(MapPrecision.UINT4))
            .then("thin", new LayerSpec.Conv2d(4, 3, 1, 1, false, WeightPrecision.BINARY))
            .then("pool", new LayerSpec.GlobalAveragePool())
            .then("last", new LayerSpec.Linear(2, true, WeightPrecision.INT8))
            .build();

    @Test
    void aWidthTakesPlanesAndBitsFromLayersThatHaveMore() {
        NetworkSpec narrow = NETWORK.at(new Width(2, 6));
        assertThat(weights(narrow))
                .containsExactly(
                        WeightPrecision.INT8, WeightPrecision.PLANES2, WeightPrecision.BINARY, WeightPrecision.INT8);
        assertThat(narrow.node("relu1").layer()).isEqualTo(new LayerSpec.Activation(MapPrecision.UINT6));
        assertThat(narrow.node("relu2").layer()).isEqualTo(new LayerSpec.Activation(MapPrecision.UINT4));
        assertThat(weights(NETWORK.at(new Width(1, 8)))).contains(WeightPrecision.BINARY);
        assertThat(NETWORK.at(Width.WIDEST)).isEqualTo(NETWORK);
        assertThat(NETWORK.ownWidth()).isEqualTo(new Width(4, 8));
        assertThat(narrow.ownWidth()).isEqualTo(new Width(2, 6));
        assertThat(PrecisionPolicy.FLOAT32.apply(NETWORK).ownWidth()).isEqualTo(new Width(1, 8));
    }

    private static List<WeightPrecision> weights(NetworkSpec network) {
        return network.weighted().stream()
                .map(node -> ((LayerSpec.Weighted) node.layer()).weights())
                .toList();
    }

    @Test
    void widthsAreKeptInJson() {
        NetworkSpec network = NETWORK.withWidths(Width.combinations(List.of(1, 4), List.of(4, 8)));
        assertThat(network.widths())
                .containsExactly(new Width(1, 4), new Width(1, 8), new Width(4, 4), new Width(4, 8));
        String json = NetworkJson.write(network);
        assertThat(json).contains("\"widths\": [{\"weights\":1,\"maps\":4},");
        assertThat(NetworkJson.read(json)).isEqualTo(network);
        assertThat(NetworkJson.write(NETWORK)).doesNotContain("widths");
    }

    @Test
    void widthsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> NETWORK.withWidths(List.of(new Width(4, 8), new Width(1, 8))))
                .hasMessage("Invalid widths: [w4a8, w1a8] (must be two or more, ascending and different)");
        assertThatThrownBy(() -> NETWORK.withWidths(List.of(new Width(4, 8))))
                .hasMessage("Invalid widths: [w4a8] (must be two or more, ascending and different)");
        assertThatThrownBy(() -> NETWORK.withWidths(List.of(new Width(1, 8), new Width(2, 8))))
                .hasMessage("Invalid widths: [w1a8, w2a8] (node inner is wider than the widest; must be as wide or"
                        + " narrower)");
        assertThatThrownBy(() -> NETWORK.withWidths(List.of(new Width(1, 8), new Width(5, 8))))
                .hasMessage("Invalid widths: [w1a8, w5a8] (must end with the most planes of a layer, 4)");
        assertThatThrownBy(() -> new Width(8, 8)).hasMessage("Invalid bits of weights: 8 (must be 1 to 7)");
        assertThatThrownBy(() -> new Width(1, 0)).hasMessage("Invalid bits of maps: 0 (must be 1 to 8)");
    }
}
