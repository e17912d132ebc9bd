package org.bitadapt.runtime.latency;

import java.util.List;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedModelBuilder;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightType;

/** Two small models that together have every kind of operation and of residual. */
final class SmallNetworks {

    private final PackedModelBuilder builder = new PackedModelBuilder("small");
    private final RandomConvolutions convolutions = new RandomConvolutions(builder, 1);

    /** Two convolutions, pooling, two linear layers. */
    static PackedModel chain() {
        SmallNetworks network = new SmallNetworks();
        int slot = network.stem(9, 7, 16);
        slot = network.builder.maxPool(slot, 2, 2, 0);
        slot = network.convolutions.add(square(slot, 24));
        slot = network.convolutions.add(Convolution.of(slot, 32, 4, 3));
        return network.scores(slot);
    }

    /** A stream of 16 channels, a projection to 32, the mean. */
    static PackedModel residual() {
        SmallNetworks network = new SmallNetworks();
        int stem = network.stem(8, 8, 16);
        int inner = network.convolutions.add(square(stem, 24));
        int stream = network.convolutions.add(square(inner, 16).withResidualCodes(stem, 0.5f));
        int projection = network.convolutions.add(
                Convolution.of(stream, 32, 1).withStride(2).withOutput(ElementType.F32));
        int narrow = network.convolutions.add(square(stream, 16).withStride(2));
        int wide = network.convolutions.add(square(narrow, 32).withResidualValues(projection));
        return network.scores(network.builder.globalSum(wide));
    }

    private int stem(int height, int width, int outputs) {
        int image = builder.input(new SlotShape(3, height, width), List.of(1, 2, 3));
        return convolutions.add(square(image, outputs).withWeights(WeightType.INT8));
    }

    private static Convolution square(int input, int outputs) {
        return Convolution.of(input, outputs, 3).withPadding(1);
    }

    private PackedModel scores(int slot) {
        convolutions.add(Convolution.of(slot, 5, 1).withWeights(WeightType.INT8).withOutput(ElementType.F32));
        return PackedModel.load(builder.toBytes());
    }
}
