package org.bitadapt.runtime.vector;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.bitadapt.runtime.RandomNetworks;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.PackedNetworkReader;
import org.bitadapt.runtime.format.Slot;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.vector.memory.MapLayout;
import org.junit.jupiter.api.Test;

/** Models within the limits of the format whose arrays, with margins, would be longer than an int counts. */
class HugeModelTest {
    private static final int CHANNELS = 1 << 14;

    /** Planes are 2^18 apart, so that the length of 2^14 planes would overflow to 0. */
    @Test
    void planesThatOutgrowAnArrayAreRefused() {
        Convolution padded = Convolution.of(1, 1, 65).withPadding(64).withWeights(WeightType.INT8);
        List<Operation> operations = List.of(
                new Operation.Input(new SlotShape(1, 1, 4032), List.of(0)), Convolution.of(0, CHANNELS, 1), padded);
        Slot slot = new Slot(new SlotShape(CHANNELS, 1, 4032), ElementType.U8);
        assertThatThrownBy(() -> MapLayout.of(operations, slot, 1)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void copiedPlanesThatOutgrowAnArrayAreRefused() {
        RandomNetworks networks = new RandomNetworks(1);
        int wide = networks.convolution(Convolution.of(networks.input(1, 1, 4096), CHANNELS, 1));
        networks.reading(
                networks.convolution(Convolution.of(wide, 1, 22).withStride(22).withPadding(21)));
        PackedNetwork network = PackedNetworkReader.read(ByteBuffer.wrap(networks.bytes()));
        assertThatThrownBy(() -> new VectorEngine().planar().prepare(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid model for the vector engine: ")
                .hasCauseInstanceOf(ArithmeticException.class);
    }
}
