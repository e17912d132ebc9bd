package org.bitadapt.runtime.latency;

import java.util.Random;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.PackedModelBuilder;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightType;

/**
 * Gives convolutions random weights, for measuring speed: the numbers mean nothing, but the work is that of a real
 * model. Codes spread over their range so that no layer is all zeros.
 */
public final class RandomConvolutions {

    /** Sums are scaled to a spread of about this many codes, so that neither all nor none are cut off. */
    private static final double SPREAD = 60;

    private final PackedModelBuilder builder;
    private final Random random;

    /**
     * Makes convolutions of a model.
     *
     * @param builder the builder of the model
     * @param seed the seed of the weights
     */
    public RandomConvolutions(PackedModelBuilder builder, long seed) {
        this.builder = builder;
        this.random = new Random(seed);
    }

    /**
     * Adds a convolution to the model.
     *
     * @param convolution what it computes
     * @return the number of its operation and slot
     */
    public int add(Convolution convolution) {
        SlotShape in = builder.slot(convolution.input()).shape();
        int perOutput = in.channels() * convolution.kernelHeight() * convolution.kernelWidth();
        boolean bytes = convolution.weightType() == WeightType.INT8;
        int largest = convolution.largestWeight();
        byte[] weights = new byte[perOutput * convolution.outputChannels()];
        random.nextBytes(weights);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (bytes ? Math.max(weights[i], -127) : (weights[i] & largest) * 2 - largest);
        }
        // Sums of K products of about 80 (and 70 for 8-bit weights, 0.6 of the largest for planes) spread by 80
        // sqrt(K).
        double weight = bytes ? 70 : largest == 1 ? 1 : 0.6 * largest;
        double sum = 80 * Math.sqrt(perOutput) * weight;
        float[] multipliers = new float[convolution.outputChannels()];
        float[] offsets = new float[convolution.outputChannels()];
        for (int i = 0; i < multipliers.length; i++) {
            multipliers[i] = (float) (SPREAD / sum * (0.5 + random.nextDouble()));
            offsets[i] = (float) (SPREAD * random.nextDouble());
        }
        return builder.convolution(convolution, weights, multipliers, offsets);
    }
}
