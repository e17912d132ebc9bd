package org.bitadapt.quant.onnx.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.PixelNormalization;

/**
 * Brings the image that a network was trained on to {@link PixelNormalization}, which has one scale for all channels.
 *
 * <p>The network's channel {@code k} is {@code x = factor[k] * code + constant[k] = factor[k] * (code - zero[k])}. Zeros
 * become whole zero points and shifts, so that padding with 0 stays padding with 0. The mean of the factors becomes the scale;
 * what a channel's factor differs from it is multiplied into the weights of the layers that read the image, as is the order
 * of the channels. Max pools, means and dropout between the image and such a layer let factors above 0 pass.
 *
 * @param pixels the normalization
 * @param weights the numbers of all layers
 */
record ImageFolding(PixelNormalization pixels, Map<String, Weights> weights) {

    private static final int LARGEST_CODE = 255;
    /** Factors that differ by less are equal in float32. */
    private static final double NEGLIGIBLE = 0x1p-24;

    /**
     * Folds.
     *
     * @param image what becomes of codes, by the network's channels
     * @throws InvalidOnnxException if a factor is not above 0, or a sum or activation reads an image whose channels have
     *     factors or an order of their own
     */
    static ImageFolding of(
            NetworkSpec network, Map<String, Weights> weights, ChannelAffine image, InputNormalization input) {
        int channels = network.input().channels();
        double mean = Arrays.stream(image.factor()).average().orElseThrow();
        float scale = (float) mean;
        Integer[] zeroPoints = new Integer[channels];
        Float[] shifts = new Float[channels];
        double[] rests = new double[channels];
        int[] places = new int[channels];
        boolean plain = true;
        for (int k = 0; k < channels; k++) {
            double factor = image.factor()[k];
            if (!(factor > 0) || !(scale > 0) || !Float.isFinite(scale)) {
                throw new InvalidOnnxException("Unsupported normalization: channel " + k
                        + " of the image is multiplied by " + factor + " (must be above 0 and finite)");
            }
            places[k] = input.channel(k, channels);
            double zero = -image.constant()[k] / factor;
            int whole = (int) Math.max(0, Math.min(LARGEST_CODE, Math.rint(zero)));
            zeroPoints[places[k]] = whole;
            shifts[places[k]] = (float) (zero - whole);
            rests[k] = Math.abs(factor / scale - 1) < NEGLIGIBLE ? 1 : factor / scale;
            plain &= rests[k] == 1 && places[k] == k;
        }
        Map<String, Weights> folded = new HashMap<>(weights);
        if (!plain) {
            for (String reader : readers(network)) {
                folded.computeIfPresent(reader, (name, own) -> scaled(own, rests, places));
            }
        }
        return new ImageFolding(
                new PixelNormalization(Arrays.asList(zeroPoints), scale, Arrays.asList(shifts)), Map.copyOf(folded));
    }

    /** The layers with weights that read the image, or what was pooled or flattened of it. */
    private static List<String> readers(NetworkSpec network) {
        Set<String> images = new HashSet<>(Set.of(NetworkSpec.INPUT));
        List<String> readers = new ArrayList<>();
        for (Node node : network.nodes()) {
            if (node.inputs().stream().noneMatch(images::contains)) {
                continue;
            }
            if (node.layer() instanceof LayerSpec.Weighted) {
                readers.add(node.name());
            } else if (node.layer() instanceof LayerSpec.Add) {
                throw new InvalidOnnxException(
                        "Unsupported network: the sum " + node.name()
                                + " reads the image (must not, where channels are normalized each by itself or in another order)");
            } else {
                images.add(node.name());
            }
        }
        if (images.contains(network.output().name())) {
            throw new InvalidOnnxException("Unsupported network: no layer with weights reads the image");
        }
        return readers;
    }

    /** Weights for images whose channel {@code places[k]} has what the network's channel {@code k} had, divided by a rest. */
    private static Weights scaled(Weights own, double[] rests, int[] places) {
        float[] weights = own.weights();
        float[] scaled = new float[weights.length];
        int perOutput = weights.length / own.outputs();
        int perChannel = perOutput / rests.length;
        for (int i = 0; i < weights.length; i++) {
            int k = i % perOutput / perChannel;
            scaled[i + (places[k] - k) * perChannel] = (float) (weights[i] * rests[k]);
        }
        return own.withWeights(scaled);
    }
}
