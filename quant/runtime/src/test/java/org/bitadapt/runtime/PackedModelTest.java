package org.bitadapt.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedModelBuilder;
import org.bitadapt.runtime.format.SlotShape;
import org.junit.jupiter.api.Test;

class PackedModelTest {
    /**
     * The image has 2 x 2 pixels and zero point 10. The window's sum is (11 - 10) - (12 - 10) + (14 - 10) - (18 - 10) =
     * -5.
     */
    @Test
    void aSmallNetworkGivesTheNumbersWorkedOutByHand() {
        PackedModelBuilder builder = new PackedModelBuilder("by hand");
        int image = builder.input(new SlotShape(1, 2, 2), List.of(10));
        int codes = builder.convolution(
                Convolution.of(image, 2, 2), signs(1, -1, 1, -1, -1, 1, -1, 1), floats(1, 0.5f), floats(2, 0));
        builder.convolution(
                Convolution.of(codes, 1, 1).withOutput(ElementType.F32), signs(1, -1), floats(2), floats(0.25f));
        PackedModel model = PackedModel.load(builder.toBytes());

        float[] logits = new float[1];
        try (Session session = model.openSession(SessionOptions.DEFAULT.withEngine(EngineChoice.REFERENCE))) {
            session.run(new byte[] {11, 12, 14, 18}, logits);
        }

        // codes: max(-5 + 2, 0) = 0 and 5 * 0.5 = 2.5, half to even = 2; logit: (0 - 2) * 2 + 0.25
        assertThat(logits).containsExactly(-3.75f);
    }

    private static byte[] signs(int... values) {
        byte[] signs = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            signs[i] = (byte) values[i];
        }
        return signs;
    }

    private static float[] floats(float... values) {
        return values;
    }
}
