package org.bitadapt.jobs.picture;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * The measured hysteresis loop: how the latent and the binary values of one layer's weights go together.
 *
 * <p>Bin {@code i} holds the latent values {@code binEdges[i] <= w < binEdges[i + 1]}, and the last bin also its upper
 * edge. Outside {@code -threshold..threshold} a latent value determines the sign; inside, weights at +1 came from above
 * and weights at -1 from below (or started there), so that the two branches of the loop overlap.
 *
 * @param layer the name of the network node
 * @param threshold the latent value at which a sign flips, 0 or more, in the unit of the latent weights
 * @param binEdges the edges of the bins, ascending, one more than there are bins
 * @param plusCount the number of weights per bin whose binary value is +1
 * @param minusCount the number of weights per bin whose binary value is -1
 */
public record HysteresisHistogram(
        String layer, double threshold, List<Double> binEdges, List<Long> plusCount, List<Long> minusCount) {

    /** The number of thresholds to which fine bins reach; rarer, larger values share one bin on each side. */
    static final int FINE_REACH = 6;

    private static final int BINS_PER_THRESHOLD = 8;
    private static final int BINS_WITHOUT_THRESHOLD = 40;

    public HysteresisHistogram {
        if (!(threshold >= 0 && threshold < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Invalid hysteresis threshold: " + threshold + " (must be 0 or more)");
        }
        binEdges = List.copyOf(binEdges);
        plusCount = List.copyOf(plusCount);
        minusCount = List.copyOf(minusCount);
        int bins = binEdges.size() - 1;
        if (bins < 1 || plusCount.size() != bins || minusCount.size() != bins) {
            throw new IllegalArgumentException("Invalid hysteresis histogram of layer " + layer + ": " + binEdges.size()
                    + " edges, " + plusCount.size() + " and " + minusCount.size()
                    + " counts (must be one edge more than counts)");
        }
        for (int i = 0; i < bins; i++) {
            if (!(binEdges.get(i) < binEdges.get(i + 1))) {
                throw new IllegalArgumentException("Invalid bin edges of layer " + layer + ": " + binEdges.get(i)
                        + " before " + binEdges.get(i + 1) + " (must ascend)");
            }
        }
    }

    /**
     * Counts the weights of a layer.
     *
     * <p>The bins are symmetric and as wide as an eighth of the threshold, so that 0 and both thresholds are edges.
     *
     * @param latents the latent weights, finite, from position to limit
     * @param signs the binary values of these weights, above or below 0, as many
     * @throws IllegalArgumentException if the buffers differ in length, or a latent value is not finite
     */
    public static HysteresisHistogram of(String layer, double threshold, FloatBuffer latents, FloatBuffer signs) {
        if (latents.remaining() != signs.remaining()) {
            throw new IllegalArgumentException("Invalid signs of layer " + layer + ": " + signs.remaining()
                    + " (must be as many as latent weights, " + latents.remaining() + ")");
        }
        double[] edges = edges(threshold, largest(layer, latents));
        long[] plus = new long[edges.length - 1];
        long[] minus = new long[edges.length - 1];
        for (int i = 0; i < latents.remaining(); i++) {
            int bin = bin(edges, latents.get(latents.position() + i));
            (signs.get(signs.position() + i) > 0 ? plus : minus)[bin]++;
        }
        return new HysteresisHistogram(
                layer,
                threshold,
                DoubleStream.of(edges).boxed().toList(),
                LongStream.of(plus).boxed().toList(),
                LongStream.of(minus).boxed().toList());
    }

    private static double largest(String layer, FloatBuffer latents) {
        double largest = 0;
        for (int i = latents.position(); i < latents.limit(); i++) {
            if (!Float.isFinite(latents.get(i))) {
                throw new IllegalArgumentException(
                        "Invalid latent weight: " + latents.get(i) + " in layer " + layer + " (must be finite)");
            }
            largest = Math.max(largest, Math.abs(latents.get(i)));
        }
        return largest;
    }

    private static double[] edges(double threshold, double largest) {
        double width =
                threshold > 0 ? threshold / BINS_PER_THRESHOLD : Math.max(largest, 1e-6) / BINS_WITHOUT_THRESHOLD;
        double reach = threshold > 0 ? Math.min(largest, FINE_REACH * threshold) : largest;
        // The bins reach to one and a half thresholds at least, so that the loop has ends.
        int half = Math.max(3 * BINS_PER_THRESHOLD / 2, (int) Math.ceil(reach / width));
        DoubleStream fine =
                DoubleStream.iterate(-half, i -> i <= half, i -> i + 1).map(i -> i * width);
        return largest > half * width
                ? DoubleStream.concat(DoubleStream.of(-largest), DoubleStream.concat(fine, DoubleStream.of(largest)))
                        .toArray()
                : fine.toArray();
    }

    private static int bin(double[] edges, double value) {
        int found = Arrays.binarySearch(edges, value);
        int below = found >= 0 ? found : -found - 2;
        return Math.min(below, edges.length - 2);
    }

    /** The number of weights of the layer. */
    long weights() {
        return sum(plusCount) + sum(minusCount);
    }

    /** The number of weights between the thresholds, whose sign is a memory. */
    long between() {
        long sum = 0;
        for (int i = 0; i < bins(); i++) {
            sum += Math.abs(middle(i)) < threshold ? plusCount.get(i) + minusCount.get(i) : 0;
        }
        return sum;
    }

    /** The number of weights that hysteresis holds at another sign than that of their latent value. */
    long held() {
        long sum = 0;
        for (int i = 0; i < bins(); i++) {
            sum += middle(i) < 0 ? plusCount.get(i) : minusCount.get(i);
        }
        return sum;
    }

    int bins() {
        return plusCount.size();
    }

    double middle(int bin) {
        return (binEdges.get(bin) + binEdges.get(bin + 1)) / 2;
    }

    double width(int bin) {
        return binEdges.get(bin + 1) - binEdges.get(bin);
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
