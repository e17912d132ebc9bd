package org.bitadapt.runtime.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bitadapt.runtime.EngineChoice;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of several widths: where their numbers are, what they compute, and what is refused. */
class ChunkedModelTest {
    private static final Width ONE = new Width(1, 8);
    private static final Width TWO = new Width(2, 8);
    private static final Width TWO_NARROW = new Width(2, 2);
    private static final int HEADER = 64;

    private final PackedModelBuilder builder = new PackedModelBuilder("by hand");

    /** An image of 2 x 2 pixels and zero point 10, the weights -3, -1, 1 and 3, and a last layer of the weight 1. */
    private byte[] byHand(List<Width> widths) {
        builder.widths(widths);
        int image = builder.input(new SlotShape(1, 2, 2), List.of(10));
        int codes = builder.convolution(
                Convolution.of(image, 1, 2).withPlanes(2),
                new byte[] {-3, -1, 1, 3},
                parameters(
                        widths,
                        Map.of(ONE, layer(0.5f, 0.25f), TWO, layer(0.25f, 0.5f), TWO_NARROW, layer(0.25f, 0.5f))));
        builder.convolution(
                Convolution.of(codes, 1, 1).withOutput(ElementType.F32),
                new byte[] {1},
                parameters(widths, Map.of(ONE, layer(1, 0), TWO, layer(10, 0), TWO_NARROW, layer(100, 0))));
        return builder.toBytes();
    }

    private static Map<Width, LayerParameters> parameters(List<Width> widths, Map<Width, LayerParameters> all) {
        Map<Width, LayerParameters> kept = new HashMap<>(all);
        kept.keySet().retainAll(widths);
        return kept;
    }

    private static LayerParameters layer(float multiplier, float offset) {
        return new LayerParameters(new float[] {multiplier}, new float[] {offset});
    }

    /**
     * With pixels 11, 12, 14, 18 the differences are 1, 2, 4, 8. One plane: -1 - 2 + 4 + 8 = 9, and 9 * 0.5 + 0.25 = 4.75
     * gives 5. Two planes: -3 - 2 + 4 + 24 = 23, and 23 * 0.25 + 0.5 = 6.25 gives 6, or 3 with two bits.
     */
    @ParameterizedTest
    @EnumSource(EngineChoice.class)
    void widthsGiveTheNumbersWorkedOutByHand(EngineChoice engine) {
        PackedModel model = PackedModel.load(byHand(List.of(ONE, TWO, TWO_NARROW)));
        float[] logits = new float[1];
        byte[] pixels = {11, 12, 14, 18};
        try (Session session = model.openSession(SessionOptions.DEFAULT.withEngine(engine))) {
            session.run(pixels, logits);
            assertThat(logits).as("the widest first").containsExactly(60);
            session.use(ONE);
            session.run(pixels, logits);
            assertThat(logits).containsExactly(5);
            session.use(TWO_NARROW);
            session.run(pixels, logits);
            assertThat(logits).containsExactly(300);
        }
    }

    /** Plane 1 has the signs - - + +, plane 2 the signs - + - +, each from the lowest bit on. */
    @Test
    void planesAndParametersAreWhereTheFormatSays() {
        byte[] bytes = byHand(List.of(ONE, TWO, TWO_NARROW));
        ByteBuffer file = GoldenWidths.littleEndian(bytes);

        int metadata = file.getInt(32);
        int operations = file.getInt(36);
        assertThat(metadata).isEqualTo(2 + "by hand".length() + 2 + 2 + 2);
        assertThat(operations).isEqualTo(6 + 1 + 2 * 13);
        assertThat(file.getInt(8)).isEqualTo(2);
        assertThat(file.getInt(40)).as("chunks").isEqualTo(2);
        int table = HEADER + 64 + 64;
        assertThat(file.getLong(16)).as("front").isEqualTo(table + 2 * 16);
        assertThat(bytes[table]).as("weight bits").isEqualTo((byte) 1);
        assertThat(bytes[table + 1]).as("8-bit maps").isEqualTo((byte) 0x80);
        assertThat(bytes[table + 16]).isEqualTo((byte) 2);
        assertThat(bytes[table + 17]).as("2-bit and 8-bit maps").isEqualTo((byte) 0x82);
        assertThat(file.getInt(table + 4)).isEqualTo(2 * 2 * 4);
        assertThat(file.getInt(table + 20)).isEqualTo(2 * 2 * 2 * 4);

        int first = table + 64;
        assertThat(file.getFloat(first)).as("multiplier of 1/8").isEqualTo(0.5f);
        assertThat(file.getFloat(first + 4)).as("offset of 1/8").isEqualTo(0.25f);
        assertThat(bytes[first + 64]).as("plane 1").isEqualTo((byte) 0b1100);
        assertThat(bytes[first + 64 + 8]).as("the next layer's plane").isEqualTo((byte) 1);
        int second = first + 128;
        assertThat(file.getFloat(second + 8)).as("2/2").isEqualTo(100);
        assertThat(file.getFloat(second + 16 + 8)).as("2/8").isEqualTo(10);
        assertThat(bytes[second + 64]).as("plane 2").isEqualTo((byte) 0b1010);
        assertThat(bytes).hasSize(second + 64 + 1);
    }

    @Test
    void viewsGivePlanesAndComposedWeights() {
        PackedNetwork two = PackedNetworkReader.read(ByteBuffer.wrap(byHand(List.of(ONE, TWO))));
        assertThat(two.plane(1, 1).get(0)).isEqualTo((byte) 0b1100);
        assertThat(two.plane(1, 2).get(0)).isEqualTo((byte) 0b1010);
        assertThat(two.plane(1, 1).isReadOnly()).isTrue();
        assertThat(two.signedWeights(1)).isEqualTo(ByteBuffer.wrap(new byte[] {-3, -1, 1, 3}));
        assertThatThrownBy(() -> two.plane(1, 3)).hasMessage("Invalid plane of operation 1: 3 (must be 1..2)");
        assertThatThrownBy(() -> two.weights(1))
                .hasMessage("Invalid operation: 1 has PLANES weights (must be BINARY or INT8)");
    }

    @Test
    void oneWidthOfBinaryWeightsAnd8BitMapsIsVersion1() {
        byte[] file = byHand(List.of(ONE, TWO, TWO_NARROW));
        PackedModelBuilder direct = new PackedModelBuilder("by hand");
        int image = direct.input(new SlotShape(1, 2, 2), List.of(10));
        int codes = direct.convolution(
                Convolution.of(image, 1, 2), new byte[] {-1, -1, 1, 1}, new float[] {0.5f}, new float[] {0.25f});
        direct.convolution(
                Convolution.of(codes, 1, 1).withOutput(ElementType.F32), new byte[] {1}, new float[] {1}, new float[] {0
                });
        byte[] version1 = direct.toBytes();

        assertThat(version1[8]).isEqualTo((byte) 1);
        assertThat(PackedModel.load(file).trim(List.of(ONE))).isEqualTo(version1);
        assertThat(PackedModel.load(version1).trim(List.of(ONE))).isEqualTo(version1);
    }

    /** In version 1 the scale is in the operation's record, in version 2 among the parameters. */
    @Test
    void theScaleOfAResidualMovesWithTheVersion() {
        byte[] version1 = withResidual(List.of(ONE), Convolution.of(1, 1, 1).withResidualCodes(1, 0.75f));
        byte[] both = withResidual(
                List.of(ONE, TWO), Convolution.of(1, 1, 1).withPlanes(2).withResidualCodes(1, 0.75f));
        assertThat(PackedModel.load(both).trim(List.of(ONE))).isEqualTo(version1);
    }

    private static byte[] withResidual(List<Width> widths, Convolution convolution) {
        PackedModelBuilder model = new PackedModelBuilder("residual").widths(widths);
        int image = model.input(new SlotShape(1, 1, 1), List.of(0));
        model.convolution(Convolution.of(image, 1, 1), new byte[] {1}, new float[] {1}, new float[] {2});
        byte[] weight = {(byte) (convolution.planes() == 1 ? -1 : -3)};
        int sum = model.convolution(convolution, weight, new float[] {1}, new float[] {2});
        model.convolution(
                Convolution.of(sum, 1, 1).withOutput(ElementType.F32), new byte[] {1}, new float[] {1}, new float[1]);
        return model.toBytes();
    }

    @Test
    void widthsThatAModelLacksAreNamed() {
        PackedModel model = PackedModel.load(byHand(List.of(ONE, TWO)));
        assertThatThrownBy(() -> model.trim(List.of(ONE, new Width(3, 8))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid width: 3/8 (must be one of the model's widths 1, 2)");
        assertThatThrownBy(() -> model.trim(List.of()))
                .hasMessage("Invalid widths: none (must be some of the model's widths 1, 2)");
        assertThatThrownBy(() -> model.network(TWO_NARROW))
                .hasMessage("Invalid width: 2/2 (must be one of the model's widths 1, 2)");
    }

    @Test
    void widthsComeBeforeOperationsAndOnce() {
        assertThatThrownBy(() -> builder.widths(List.of(ONE, ONE)))
                .hasMessage("Invalid widths: [1/8, 1/8] after 0 operations (must be different widths, before the first"
                        + " operation)");
        assertThatThrownBy(() -> builder.widths(List.of())).hasMessageStartingWith("Invalid widths: [] after 0 ");
        builder.input(new SlotShape(1, 1, 1), List.of(0));
        assertThatThrownBy(() -> builder.widths(List.of(ONE))).hasMessageStartingWith("Invalid widths: [1/8] after 1 ");
    }

    @Test
    void planesBeyondTheWidestWidthAreRefusedAndSoAreWidthsBeyondThePlanes() {
        builder.widths(List.of(ONE, TWO));
        int image = builder.input(new SlotShape(1, 1, 1), List.of(0));
        assertThatThrownBy(() -> one(Convolution.of(image, 1, 1).withPlanes(3), 5))
                .hasMessage("Invalid planes: 3 (must be 1..2)");
        one(Convolution.of(image, 1, 1).withOutput(ElementType.F32), 1);
        assertThatThrownBy(builder::toBytes)
                .hasMessage("Invalid weight bits of the widest width: 2 (must be 1, the most planes of a layer)");
    }

    @Test
    void weightsThatPlanesDoNotGiveAreRefused() {
        builder.widths(List.of(TWO));
        int image = builder.input(new SlotShape(1, 1, 1), List.of(0));
        assertThatThrownBy(() -> one(Convolution.of(image, 1, 1).withPlanes(2), 2))
                .hasMessage("Invalid weight of 2 planes: 2 at 0 (must be odd and within -3..3)");
        assertThatThrownBy(() -> one(Convolution.of(image, 1, 1).withPlanes(2), 5))
                .hasMessage("Invalid weight of 2 planes: 5 at 0 (must be odd and within -3..3)");
    }

    @Test
    void parametersOfOtherWidthsAndScalesBesideThemAreRefused() {
        builder.widths(List.of(ONE, TWO));
        int image = builder.input(new SlotShape(1, 1, 1), List.of(0));
        Convolution convolution = Convolution.of(image, 1, 1).withPlanes(2);
        byte[] weight = {3};
        assertThatThrownBy(() -> builder.convolution(convolution, weight, Map.of(ONE, layer(1, 1))))
                .hasMessage("Invalid widths of parameters: 1 (must be 1, 2)");
        LayerParameters scaled = new LayerParameters(new float[1], new float[1], 0.5f);
        assertThatThrownBy(() -> builder.convolution(convolution, weight, Map.of(ONE, layer(1, 1), TWO, scaled)))
                .hasMessage("Invalid residual scale: 0.5 (must be +0 because there is no residual)");
        int codes = builder.convolution(convolution, weight, Map.of(ONE, layer(1, 1), TWO, layer(1, 1)));
        assertThatThrownBy(() -> builder.convolution(
                        Convolution.of(codes, 1, 1).withResidualCodes(codes, 2),
                        new byte[] {1},
                        Map.of(ONE, layer(1, 1), TWO, layer(1, 1))))
                .hasMessage("Invalid residual scale: 2.0 (must be +0 because each width has its own)");
    }

    /** 65536 pixels of 255 add up to 16711680, of 15 to 983040; two such sums times 127 are 4244766720 and 249692160. */
    @Test
    void aSumOfPlanesThatMayOverflowIsRefused() {
        Width narrow = new Width(7, 4);
        assertThat(ofWhiteMaps(new PackedModelBuilder("narrow").widths(List.of(narrow)), 7))
                .isEqualTo(3);
        PackedModelBuilder wide = new PackedModelBuilder("wide").widths(List.of(narrow, new Width(7, 8)));
        assertThatThrownBy(() -> ofWhiteMaps(wide, 7))
                .hasMessage("Invalid sum of output channel 0: may reach 4244766720 (must be at most 2147483647)");
        PackedModelBuilder six = new PackedModelBuilder("six").widths(List.of(new Width(7, 8)));
        assertThat(ofWhiteMaps(six, 6)).as("63 * 33423360 is 2105671680").isEqualTo(3);
    }

    private static int ofWhiteMaps(PackedModelBuilder model, int planes) {
        int image = model.input(new SlotShape(1, 256, 256), List.of(0));
        int maps = model.convolution(Convolution.of(image, 2, 1), new byte[] {1, 1}, new float[2], new float[2]);
        byte[] weights = new byte[2];
        Arrays.fill(weights, (byte) 1);
        return model.convolution(
                Convolution.of(model.globalSum(maps), 1, 1).withPlanes(planes), weights, new float[1], new float[1]);
    }

    private int one(Convolution convolution, int weight) {
        return builder.convolution(convolution, new byte[] {(byte) weight}, new float[1], new float[1]);
    }
}
