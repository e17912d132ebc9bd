package org.bitadapt.quant.engine.onednn.worker;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.kernel.onednn.NativeBuffer;

/** The maps and gradients of the images that one worker takes of a batch, allocated once. */
public final class SliceMemory implements AutoCloseable {

    private final List<NativeBuffer> owned = new ArrayList<>();
    private final NativeBuffer[] maps;
    private final NativeBuffer[] products;
    private final NativeBuffer[] gradients;
    private final NativeBuffer widened;
    /** The unit of every map in the current training step: {@code value = scale * stored}. */
    private final double[] scales;

    /**
     * Allocates all maps and gradients.
     *
     * @throws IllegalArgumentException if a buffer would be 2 GB or more; nothing is left behind
     * @throws OutOfMemoryError if there is not enough memory; nothing is left behind
     */
    SliceMemory(LoweredNetwork network, GradientPlan plan, int images) {
        try {
            this.maps = network.maps().stream()
                    .map(map -> map.kind() == FeatureMap.Kind.CODES
                            ? bytes((long) images * map.shape().size())
                            : floats((long) images * map.shape().size()))
                    .toArray(NativeBuffer[]::new);
            this.products = network.steps().stream()
                    .map(step -> step instanceof Step.Product
                            ? floats((long) images * step.output().shape().size())
                            : step instanceof Step.MaxPool
                                    ? bytes((long) images
                                            * step.output().shape().size())
                                    : bytes(0))
                    .toArray(NativeBuffer[]::new);
            this.gradients = plan.floatsPerImage().stream()
                    .map(count -> floats((long) images * count))
                    .toArray(NativeBuffer[]::new);
            this.widened = floats(network.products().stream()
                    .filter(product -> product.input().kind() != FeatureMap.Kind.FLOATS)
                    .mapToLong(
                            product -> (long) images * product.input().shape().size())
                    .max()
                    .orElse(0));
        } catch (RuntimeException | Error e) {
            owned.forEach(NativeBuffer::close);
            throw e;
        }
        this.scales = new double[network.maps().size()];
    }

    private NativeBuffer floats(long count) {
        return own(NativeBuffer.ofFloats(count));
    }

    private NativeBuffer bytes(long count) {
        return own(NativeBuffer.ofBytes(count));
    }

    private NativeBuffer own(NativeBuffer buffer) {
        owned.add(buffer);
        return buffer;
    }

    /** The values of a map: unsigned bytes where they are codes, else floats. */
    public NativeBuffer map(FeatureMap map) {
        return maps[map.index()];
    }

    /** The bytes of {@link #map}. */
    public ByteBuffer mapBytes(FeatureMap map) {
        return maps[map.index()].bytes();
    }

    /**
     * The memory that a step keeps for its backward pass: sums of products, or the taps that won a pooling window.
     *
     * @param step the step's position in the network
     */
    public NativeBuffer kept(int step) {
        return products[step];
    }

    /**
     * The gradient of a map, in floats.
     *
     * @param buffer a buffer of the {@link GradientPlan}
     */
    public NativeBuffer gradient(int buffer) {
        return gradients[buffer];
    }

    /** The input of the product in hand, in the precision of its operands. */
    public NativeBuffer widened() {
        return widened;
    }

    /** The unit of a map in the current training step: {@code value = scale * stored}. */
    public double scale(FeatureMap map) {
        return scales[map.index()];
    }

    /** Sets the unit of a map for the current training step. */
    public void scale(FeatureMap map, double scale) {
        scales[map.index()] = scale;
    }

    @Override
    public void close() {
        owned.forEach(NativeBuffer::close);
    }
}
