package org.bitadapt.jobs.model;

import java.util.List;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedModelBuilder;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.format.Width;
import org.bitadapt.runtime.latency.RandomConvolutions;

/** A small packed model of four bit widths: a convolution of four sign planes, means, and a linear layer of three classes. */
public final class WideModels {

    /** The widths, ascending. */
    public static final List<Width> WIDTHS =
            List.of(new Width(1, 8), new Width(2, 4), new Width(2, 8), new Width(4, 8));

    private WideModels() {}

    /** The bytes of the model's file; it reads colour images of {@code side} by {@code side} pixels. */
    public static byte[] file(int side) {
        PackedModelBuilder builder = new PackedModelBuilder("wide").widths(WIDTHS);
        RandomConvolutions convolutions = new RandomConvolutions(builder, 7);
        int image = builder.input(new SlotShape(3, side, side), List.of(10, 20, 30));
        int maps = convolutions.add(Convolution.of(image, 5, 3).withPadding(1).withPlanes(4));
        int sums = builder.globalSum(maps);
        convolutions.add(Convolution.of(sums, 3, 1).withWeights(WeightType.INT8).withOutput(ElementType.F32));
        return builder.classNames(List.of("ant", "bee", "cat")).toBytes();
    }

    /** The scores of an image {@code [y][x][channel]} at a width, by the plain loops of the runtime. */
    public static float[] scores(byte[] file, Width width, byte[] pixels) {
        float[] scores = new float[3];
        SessionOptions plain = new SessionOptions(org.bitadapt.runtime.EngineChoice.REFERENCE, 1);
        try (Session session = PackedModel.load(file).openSession(plain, List.of(width))) {
            session.run(pixels, 1, scores);
        }
        return scores;
    }
}
