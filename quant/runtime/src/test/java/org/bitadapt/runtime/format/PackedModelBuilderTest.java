package org.bitadapt.runtime.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
        assertThat(network.slots().get(1)).isEqualTo(new Slot(new SlotShape(3, 4, 4), ElementType.U8));
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
        int image = builder.input(new SlotShape(1, 1, 1), List.of(0));
        assertThatThrownBy(() -> builder.convolution(
                        Convolution.of(image, 1, 1), new byte[] {0}, new float[] {1}, new float[] {0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid binary weight: 0 at 0 (must be +1 or -1)");
    }

    @Test
    void aSlotThatNobodyReadsIsRefused() {
        int maps = convolution(Convolution.of(builder.input(new SlotShape(1, 4, 4), List.of(7)), 3, 3));
        int unread = builder.maxPool(maps, 2, 2, 0);
        convolution(Convolution.of(maps, 2, 2).withOutput(ElementType.F32));
        assertThatThrownBy(builder::toBytes)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid slot: " + unread + " is never read (must be read)");
    }

    @Test
    void aLastSlotThatIsNoLogitsIsRefused() {
        fill(builder);
        builder.maxPool(1, 2, 2, 0);
        assertThatThrownBy(builder::toBytes)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid last slot: U8 3x2x2 (must be the logits: F32, classes x 1 x 1)");
    }

    /** 65536 pixels of 255 add up to 16711680. Two such sums times 127 exceed 2^31 - 1. */
    @Test
    void aSumThatMayOverflowIsRefused() {
        int maps = convolution(Convolution.of(builder.input(new SlotShape(1, 256, 256), List.of(0)), 2, 1));
        Convolution linear = Convolution.of(builder.globalSum(maps), 2, 1).withWeights(WeightType.INT8);
        assertThatThrownBy(
                        () -> builder.convolution(linear, new byte[] {127, 1, -127, 127}, new float[2], new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid sum of output channel 1: may reach 4244766720 (must be at most 2147483647)");
    }

    @Test
    void aResidualOfAnotherShapeOrOfSumsOrTheImageIsRefused() {
        int image = builder.input(new SlotShape(3, 1, 1), List.of(0, 0, 0));
        int codes = convolution(Convolution.of(image, 2, 1));
        int sums = builder.globalSum(codes);
        assertResidualIsRefused(Convolution.of(codes, 3, 1).withResidualCodes(codes, 1), "1 is U8 2x1x1", "3x1x1");
        assertResidualIsRefused(Convolution.of(codes, 2, 1).withResidualCodes(sums, 1), "2 is I32 2x1x1", "2x1x1");
        assertResidualIsRefused(Convolution.of(codes, 3, 1).withResidualCodes(image, 1), "0 is U8 3x1x1", "3x1x1");
    }

    private void assertResidualIsRefused(Convolution convolution, String slot, String shape) {
        assertThatThrownBy(() -> convolution(convolution))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid residual: slot " + slot + " (must be U8 or F32 " + shape + " and not the input)");
    }

    @Test
    void paddingOverSumsIsRefused() {
        int maps = convolution(Convolution.of(builder.input(new SlotShape(1, 4, 4), List.of(0)), 3, 1));
        Convolution padded = Convolution.of(builder.globalSum(maps), 2, 2).withPadding(1);
        assertThatThrownBy(() -> convolution(padded))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid padding over sums: 1 (must be 0)");
    }

    /** 27 signs leave 5 bits of their last byte. */
    @Test
    void aSpareBitThatIsSetIsRefused() {
        byte[] file = tiny();
        int last =
                PackedNetworkReader.read(ByteBuffer.wrap(file)).sectionLengths().weightsAt() + 3;
        file[last] |= (byte) 0x80;
        assertIsRefused(file, "Invalid spare weight bits: 1 (must be 0) in operation 1");
    }

    @Test
    void aPropertyThatIsThereTwiceIsRefused() {
        byte[] file = fill(builder.property("seed", "1").property("feed", "1")).toBytes();
        int second = new String(file, StandardCharsets.ISO_8859_1).indexOf("feed");
        file[second] = 's';
        assertIsRefused(file, "Invalid property: seed (must be unique) before byte ");
    }

    @Test
    void aPropertyIsNotAddedTwice() {
        builder.property("seed", "1");
        assertThatThrownBy(() -> builder.property("seed", "2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid property: seed (must be unique)");
    }

    private static void assertIsRefused(byte[] file, String message) {
        GoldenModels.sealed(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
        assertThatThrownBy(() -> PackedNetworkReader.read(ByteBuffer.wrap(file)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageStartingWith(message);
    }

    /** A file has one form: -0 gives the same bits as +0. */
    @Test
    void aScaleOfValuesIsRefused() {
        int image = builder.input(new SlotShape(1, 1, 1), List.of(0));
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
        int image = builder.input(new SlotShape(1, 4, 4), List.of(7));
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
