package org.bitadapt.runtime.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedModelBuilderTest {
    private final PackedModelBuilder builder = new PackedModelBuilder("tiny");

    @Test
    void whatIsWrittenIsRead() {
        byte[] file = tiny();

        PackedNetwork network = PackedNetworkReader.read(ByteBuffer.wrap(file));

        assertThat(network.metadata().name()).isEqualTo("tiny");
        assertThat(network.metadata().classNames()).containsExactly("cat", "dog");
        assertThat(network.operations()).hasSize(4);
        assertThat(network.slots().get(1)).isEqualTo(new Slot(new Shape(3, 4, 4), ElementType.U8));
        assertThat(network.multipliers(1)).containsExactly(1, 2, 3);
        assertThat(network.offsets(3)).containsExactly(-1, -2);
        assertThat(network.weights(3).get(5)).isEqualTo((byte) -6);
        assertThat(network.fileBytes()).isEqualTo(file.length);
    }

    @Test
    void theSameCallsGiveTheSameBytes() {
        PackedModelBuilder again = new PackedModelBuilder("tiny");
        assertThat(tiny()).isEqualTo(fill(again).toBytes());
    }

    @Test
    void aWeightThatIsNotASignIsRefused() {
        int image = builder.input(new Shape(1, 1, 1), List.of(0));
        assertThatThrownBy(() -> builder.convolution(
                        Convolution.of(image, 1, 1), new byte[] {0}, new float[] {1}, new float[] {0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid binary weight: 0 at 0 (must be +1 or -1)");
    }

    @Test
    void aSlotThatNobodyReadsIsRefused() {
        fill(builder);
        builder.maxPool(1, 2, 2, 0);
        assertThatThrownBy(builder::toBytes)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid last slot: U8 3x2x2");
    }

    /** A file has one form: -0 gives the same bits as +0. */
    @Test
    void aScaleOfValuesIsRefused() {
        int image = builder.input(new Shape(1, 1, 1), List.of(0));
        int codes = convolution(Convolution.of(image, 1, 1));
        int values = convolution(Convolution.of(codes, 1, 1).withOutput(ElementType.F32));
        Convolution scaled = Convolution.of(codes, 1, 1).withResidualCodes(values, -0f);
        assertThatThrownBy(() -> convolution(scaled))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid residual scale: -0.0 (must be +0 because slot 2 is F32)");
    }

    /** Adds a convolution whose weights are all +1. */
    private int convolution(Convolution convolution) {
        int outputs = convolution.outputChannels();
        byte[] weights = new byte
                [outputs
                        * builder.slot(convolution.input()).shape().channels()
                        * convolution.kernelHeight()
                        * convolution.kernelWidth()];
        Arrays.fill(weights, (byte) 1);
        return builder.convolution(convolution, weights, new float[outputs], new float[outputs]);
    }

    private byte[] tiny() {
        return fill(builder).toBytes();
    }

    static PackedModelBuilder fill(PackedModelBuilder builder) {
        int image = builder.input(new Shape(1, 4, 4), List.of(7));
        byte[] signs = new byte[3 * 9];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = (byte) (i % 2 * 2 - 1);
        }
        int maps = builder.convolution(
                Convolution.of(image, 3, 3).withPadding(1), signs, new float[] {1, 2, 3}, new float[3]);
        int sums = builder.globalSum(maps);
        builder.convolution(
                Convolution.of(sums, 2, 1).withWeights(WeightType.INT8).withOutput(ElementType.F32),
                new byte[] {1, 2, 3, -4, -5, -6},
                new float[] {1, 1},
                new float[] {-1, -2});
        return builder.classNames(List.of("cat", "dog"));
    }
}
