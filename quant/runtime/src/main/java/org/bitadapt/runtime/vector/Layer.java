package org.bitadapt.runtime.vector;

import java.nio.ByteBuffer;
import java.util.List;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightBits;
import org.bitadapt.runtime.format.WeightType;

/**
 * A convolution with the feature maps around it.
 *
 * @param convolution the operation
 * @param input the map that it reads
 * @param output the map that it writes
 * @param residual the map that is added; the output where nothing is added
 */
record Layer(Convolution convolution, FeatureMap input, FeatureMap output, FeatureMap residual) {
    /** The convolution of a number in a network. */
    static Layer of(PackedNetwork network, List<MapLayout> layouts, int number) {
        Convolution convolution = (Convolution) network.operations().get(number);
        return new Layer(
                convolution,
                FeatureMap.of(network, layouts, convolution.input()),
                FeatureMap.of(network, layouts, number),
                FeatureMap.of(network, layouts, convolution.residual().orElse(number)));
    }

    /** The number of the operation in its network. */
    int number() {
        return output.slot();
    }

    /** The input's shape. */
    SlotShape in() {
        return input.shape();
    }

    /** The output's shape. */
    SlotShape out() {
        return output.shape();
    }

    /** The input's layout. */
    MapLayout inLayout() {
        return input.layout();
    }

    /** The output's layout. */
    MapLayout outLayout() {
        return output.layout();
    }

    /** The residual's layout, or the output's layout where there is no residual. */
    MapLayout residualLayout() {
        return residual.layout();
    }

    /** The residual's slot, or the layer's own slot where there is no residual. */
    int residualSlot() {
        return residual.slot();
    }

    /** The number of positions of the kernel. */
    int kernelPixels() {
        return convolution.kernelHeight() * convolution.kernelWidth();
    }

    /** The number of weights of an output channel. */
    int weightsPerOutput() {
        return kernelPixels() * in().channels();
    }

    /** Where a weight of [out][c][ky][kx] is, with the window's position {@code ky * kernelWidth + kx} as one index. */
    long weightIndex(int output, int channel, int position) {
        return ((long) output * in().channels() + channel) * kernelPixels() + position;
    }

    /** The value of a stored weight of either type. */
    int weight(ByteBuffer stored, long index) {
        return convolution.weightType() == WeightType.INT8
                ? stored.get((int) index)
                : WeightBits.bit(stored, index) * 2 - 1;
    }

    /** Whether a residual of codes is added. */
    boolean addsCodes() {
        return convolution.residual().isPresent() && residualLayout().type() == ElementType.U8;
    }

    /** Whether a residual of floats is added. */
    boolean addsValues() {
        return convolution.residual().isPresent() && residualLayout().type() == ElementType.F32;
    }

    /** Whether the outputs are codes, and not floats. */
    boolean givesCodes() {
        return convolution.outputType() == ElementType.U8;
    }
}
