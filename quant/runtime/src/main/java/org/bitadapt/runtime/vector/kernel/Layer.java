package org.bitadapt.runtime.vector.kernel;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightBits;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.vector.memory.FeatureMap;
import org.bitadapt.runtime.vector.memory.MapLayout;

/**
 * A convolution with the feature maps around it.
 *
 * @param convolution the operation
 * @param input the map that it reads
 * @param output the map that it writes
 * @param residual the map that is added; the output where nothing is added
 */
public record Layer(Convolution convolution, FeatureMap input, FeatureMap output, FeatureMap residual) {
    /** The convolution of a number in a network. */
    public static Layer of(PackedNetwork network, List<MapLayout> layouts, int number) {
        Convolution convolution = (Convolution) network.operations().get(number);
        return new Layer(
                convolution,
                FeatureMap.of(network, layouts, convolution.input()),
                FeatureMap.of(network, layouts, number),
                FeatureMap.of(network, layouts, convolution.residual().orElse(number)));
    }

    /** The number of the operation in its network. */
    public int number() {
        return output.slot();
    }

    /** The input's shape. */
    public SlotShape in() {
        return input.shape();
    }

    /** The output's shape. */
    public SlotShape out() {
        return output.shape();
    }

    /** The input's layout. */
    public MapLayout inLayout() {
        return input.layout();
    }

    /** The output's layout. */
    public MapLayout outLayout() {
        return output.layout();
    }

    /** The residual's layout, or the output's layout where there is no residual. */
    public MapLayout residualLayout() {
        return residual.layout();
    }

    /** The residual's slot, or the layer's own slot where there is no residual. */
    public int residualSlot() {
        return residual.slot();
    }

    /** The number of positions of the kernel. */
    public int kernelPixels() {
        return convolution.kernelHeight() * convolution.kernelWidth();
    }

    /** The number of weights of an output channel. */
    public int weightsPerOutput() {
        return kernelPixels() * in().channels();
    }

    /** Where a weight of [out][c][ky][kx] is, with the window's position {@code ky * kernelWidth + kx} as one index. */
    public long weightIndex(int output, int channel, int position) {
        return ((long) output * in().channels() + channel) * kernelPixels() + position;
    }

    /**
     * The weights of the layer for kernels that multiply: bits for BINARY, else a byte for each weight.
     *
     * @throws ArithmeticException if an array cannot hold a byte for each weight of PLANES
     */
    public ByteBuffer weights(PackedNetwork network) {
        return convolution.weightType() == WeightType.BINARY
                ? network.weights(number())
                : network.signedWeights(number());
    }

    /** The sign planes of the layer, the most significant first. */
    public List<ByteBuffer> planes(PackedNetwork network) {
        return IntStream.rangeClosed(1, convolution.planes())
                .mapToObj(plane -> network.plane(number(), plane))
                .toList();
    }

    /** The value of a weight among those of {@link #weights}. */
    public int weight(ByteBuffer stored, long index) {
        return convolution.weightType() == WeightType.BINARY
                ? WeightBits.bit(stored, index) * 2 - 1
                : stored.get((int) index);
    }

    /** Whether a residual of codes is added. */
    public boolean addsCodes() {
        return convolution.residual().isPresent() && residualLayout().type() == ElementType.U8;
    }

    /** Whether a residual of floats is added. */
    public boolean addsValues() {
        return convolution.residual().isPresent() && residualLayout().type() == ElementType.F32;
    }

    /** Whether the outputs are codes, and not floats. */
    public boolean givesCodes() {
        return convolution.outputType() == ElementType.U8;
    }
}
