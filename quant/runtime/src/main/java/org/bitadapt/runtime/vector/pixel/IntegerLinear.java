package org.bitadapt.runtime.vector.pixel;

import java.nio.ByteBuffer;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.PixelMemory;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;

/** A layer with 8-bit weights, or weights of planes composed to bytes, over one pixel: an inner product in 32-bit integers per output. */
final class IntegerLinear implements KernelCall {
    private final Layer layer;
    private final PixelWindow window;
    private final PixelRequantization requantization;
    /** The weights, [output][weight rounded up to a tile]. */
    private final byte[] weights;

    private final int stride;

    IntegerLinear(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        this.layer = layer;
        window = new PixelWindow(layer, Lanes.TILE, sizes);
        requantization = new PixelRequantization(network, layer, sizes);
        stride = Lanes.roundUp(layer.weightsPerOutput(), Lanes.TILE);
        weights = new byte[Math.multiplyExact(stride, layer.out().channels())];
        ByteBuffer stored = layer.weights(network);
        for (int output = 0; output < layer.out().channels(); output++) {
            stored.get(output * layer.weightsPerOutput(), weights, output * stride, layer.weightsPerOutput());
        }
    }

    @Override
    public void run(Maps maps, Scratch scratch, Share share) {
        PixelMemory memory = scratch.pixel;
        int first = share.firstOutput(layer.out().channels());
        int end = share.endOutput(layer.out().channels());
        window.fill(maps, memory.window);
        for (int output = first; output < end; output++) {
            memory.ints[PixelMemory.SUMS + output] = innerProduct(memory.window, output * stride);
        }
        requantization.write(maps, memory, first, end);
    }

    private int innerProduct(int[] inputs, int from) {
        IntVector even = IntVector.zero(Lanes.INTS);
        IntVector odd = even;
        for (int i = 0; i < stride; i += Lanes.TILE) {
            ByteVector both = ByteVector.fromArray(Lanes.BYTES, weights, from + i);
            even = even.add(widened(both, 0).mul(IntVector.fromArray(Lanes.INTS, inputs, i)));
            odd = odd.add(widened(both, 1).mul(IntVector.fromArray(Lanes.INTS, inputs, i + Lanes.HALF)));
        }
        return even.add(odd).reduceLanes(VectorOperators.ADD);
    }

    private static IntVector widened(ByteVector bytes, int part) {
        return (IntVector) bytes.convertShape(VectorOperators.B2I, Lanes.INTS, part);
    }
}
