package org.bitadapt.runtime;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.LayerParameters;
import org.bitadapt.runtime.format.PackedModelBuilder;
import org.bitadapt.runtime.format.Slot;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.format.Width;

/**
 * Networks of one layer of interest, between a first convolution that makes codes and a last one that reads all codes.
 */
public final class RandomNetworks {
    /** The signs of the weights of the layer of interest. */
    public enum Signs {
        RANDOM,
        ALL_PLUS,
        ALL_MINUS
    }

    private final Random random;
    private final PackedModelBuilder builder = new PackedModelBuilder("random");
    private final List<Width> widths;
    /** The bits of the codes that convolutions write, by slot. */
    private final Map<Integer, Integer> codeBits = new HashMap<>();

    public RandomNetworks(long seed) {
        this(seed, List.of(Width.BINARY));
    }

    /** Networks of several widths, each with parameters of its own. */
    public RandomNetworks(long seed, List<Width> widths) {
        random = new Random(seed);
        this.widths = widths;
        builder.widths(widths);
    }

    public int input(int channels, int height, int width) {
        List<Integer> zeros = random.ints(channels, 0, 256).boxed().toList();
        return builder.input(new SlotShape(channels, height, width), zeros);
    }

    public int maxPool(int input, int kernel, int stride, int padding) {
        return builder.maxPool(input, kernel, stride, padding);
    }

    public int globalSum(int input) {
        return builder.globalSum(input);
    }

    public Slot slot(int slot) {
        return builder.slot(slot);
    }

    public int convolution(Convolution convolution) {
        return convolution(convolution, Signs.RANDOM);
    }

    public int convolution(Convolution convolution, Signs signs) {
        Slot in = builder.slot(convolution.input());
        int perOutput = in.shape().channels() * convolution.kernelHeight() * convolution.kernelWidth();
        byte[] weights = new byte[perOutput * convolution.outputChannels()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weight(convolution, signs);
        }
        if (!widths.equals(List.of(Width.BINARY))) {
            return wide(convolution, weights, perOutput);
        }
        double spread = 60
                * Math.sqrt(perOutput)
                * (convolution.weightType() == WeightType.INT8 ? 60 : 1)
                * (in.type() == ElementType.I32 ? 30 : 1);
        float[] multipliers = new float[convolution.outputChannels()];
        float[] offsets = new float[convolution.outputChannels()];
        for (int i = 0; i < multipliers.length; i++) {
            multipliers[i] = (float) (random.nextGaussian() * 100 / spread);
            offsets[i] = (float) (random.nextGaussian() * 60 + 60);
        }
        return builder.convolution(convolution, weights, multipliers, offsets);
    }

    private int wide(Convolution convolution, byte[] weights, int perOutput) {
        Map<Width, LayerParameters> parameters = new HashMap<>();
        for (Width width : widths) {
            parameters.put(width, parameters(width, convolution, perOutput));
        }
        int slot = builder.convolution(convolution, weights, parameters);
        codeBits.put(slot, convolution.codeBits());
        return slot;
    }

    /** Scales with which codes spread over their range at a width. */
    private LayerParameters parameters(Width width, Convolution convolution, int perOutput) {
        Slot in = builder.slot(convolution.input());
        int bitsIn = Math.min(codeBits.getOrDefault(convolution.input(), 8), width.maps());
        double largestIn = convolution.input() == 0 ? 255 : (1 << bitsIn) - 1;
        double largestOut = (1 << Math.min(convolution.codeBits(), width.maps())) - 1;
        boolean bytes = convolution.weightType() == WeightType.INT8;
        double weight = bytes ? 60 : 0.6 * ((1 << Math.min(convolution.planes(), width.weights())) - 1);
        double spread = 0.3 * largestIn * weight * Math.sqrt(perOutput) * (in.type() == ElementType.I32 ? 30 : 1);
        float[] multipliers = new float[convolution.outputChannels()];
        float[] offsets = new float[convolution.outputChannels()];
        for (int i = 0; i < multipliers.length; i++) {
            multipliers[i] = (float) (random.nextGaussian() * 0.5 * largestOut / spread);
            offsets[i] = (float) ((random.nextGaussian() + 1) * 0.25 * largestOut);
        }
        boolean addsCodes = convolution.residual().isPresent()
                && builder.slot(convolution.residual().getAsInt()).type() == ElementType.U8;
        return new LayerParameters(multipliers, offsets, addsCodes ? random.nextFloat() : 0);
    }

    /** Adds a layer whose codes are all 255. */
    public int white(int input, int channels) {
        float[] multipliers = new float[channels];
        float[] offsets = new float[channels];
        Arrays.fill(offsets, 255);
        byte[] weights = new byte[channels * builder.slot(input).shape().channels()];
        Arrays.fill(weights, (byte) 1);
        return builder.convolution(Convolution.of(input, channels, 1), weights, multipliers, offsets);
    }

    private byte weight(Convolution convolution, Signs signs) {
        WeightType type = convolution.weightType();
        int magnitude = convolution.largestWeight();
        return switch (signs) {
            case ALL_PLUS -> (byte) magnitude;
            case ALL_MINUS -> (byte) -magnitude;
            case RANDOM ->
                (byte)
                        (type == WeightType.INT8
                                ? random.nextInt(255) - 127
                                : random.nextInt(magnitude + 1) * 2 - magnitude);
        };
    }

    /** Adds a linear layer over all of a slot's codes, so that every code shows in the logits. */
    public PackedModel reading(int slot) {
        SlotShape shape = builder.slot(slot).shape();
        convolution(Convolution.of(slot, 5, shape.height(), shape.width())
                .withWeights(WeightType.INT8)
                .withOutput(ElementType.F32));
        return model();
    }

    public PackedModel model() {
        return PackedModel.load(bytes());
    }

    /** The bytes of the model's file. */
    public byte[] bytes() {
        return builder.toBytes();
    }

    public byte[] pixels(PackedModel model, int images) {
        byte[] pixels = new byte[images * model.inputShape().elements()];
        random.nextBytes(pixels);
        return pixels;
    }
}
