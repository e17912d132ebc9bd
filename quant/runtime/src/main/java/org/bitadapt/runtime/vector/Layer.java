package org.bitadapt.runtime.vector;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightBits;
import org.bitadapt.runtime.format.WeightType;

/** A convolution with the shapes and layouts around it. */
record Layer(
        Convolution convolution,
        int number,
        SlotShape in,
        SlotShape out,
        PlaneLayout inLayout,
        PlaneLayout outLayout,
        PlaneLayout residualLayout) {

    static Layer of(PackedNetwork network, List<PlaneLayout> layouts, int number) {
        Convolution convolution = (Convolution) network.operations().get(number);
        return new Layer(
                convolution,
                number,
                network.slots().get(convolution.input()).shape(),
                network.slots().get(number).shape(),
                layouts.get(convolution.input()),
                layouts.get(number),
                layouts.get(convolution.residual().orElse(number)));
    }

    int kernelPixels() {
        return convolution.kernelHeight() * convolution.kernelWidth();
    }

    int weightsPerOutput() {
        return kernelPixels() * in.channels();
    }

    /** Where a weight of [out][c][ky][kx] is, with the window's position {@code ky * kernelWidth + kx} as one index. */
    long weightIndex(int output, int channel, int position) {
        return ((long) output * in.channels() + channel) * kernelPixels() + position;
    }

    /** The value of a stored weight of either type. */
    int weight(ByteBuffer stored, long index) {
        return convolution.weightType() == WeightType.INT8
                ? stored.get((int) index)
                : WeightBits.bit(stored, index) * 2 - 1;
    }

    /** The residual's slot, or the layer's own slot where there is no residual. */
    int residualSlot() {
        OptionalInt residual = convolution.residual();
        return residual.orElse(number);
    }

    boolean addsCodes() {
        return convolution.residual().isPresent() && residualLayout.type() == ElementType.U8;
    }

    boolean addsValues() {
        return convolution.residual().isPresent() && residualLayout.type() == ElementType.F32;
    }

    boolean givesCodes() {
        return convolution.outputType() == ElementType.U8;
    }
}
