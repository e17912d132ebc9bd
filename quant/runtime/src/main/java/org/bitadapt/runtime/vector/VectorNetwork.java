package org.bitadapt.runtime.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bitadapt.runtime.engine.BufferPlan;
import org.bitadapt.runtime.engine.Inference;
import org.bitadapt.runtime.engine.PreparedNetwork;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.WeightType;

/** A network whose weights are in the order of the kernels. */
final class VectorNetwork implements PreparedNetwork {
    private final PackedNetwork network;
    /** The steps of each operation but the input. */
    private final List<Step[]> steps = new ArrayList<>();

    private final ScratchSizes scratchSizes = new ScratchSizes();
    private final List<PlaneLayout> layouts;
    private final BufferPlan<PlaneLayout> plan;

    private LinearTail tail;

    VectorNetwork(PackedNetwork network) {
        this.network = network;
        layouts = IntStream.range(0, network.slots().size())
                .mapToObj(slot -> PlaneLayout.of(network, slot))
                .toList();
        plan = new BufferPlan<>(network, layouts::get, slot -> layouts.get(slot).size());
        for (int number = 1; number < network.operations().size(); number++) {
            steps.add(steps(number).toArray(Step[]::new));
        }
    }

    private List<Step> steps(int number) {
        Operation operation = network.operations().get(number);
        if (operation instanceof Convolution convolution) {
            return convolution(convolution, Layer.of(network, number));
        }
        return operation instanceof Operation.MaxPool
                ? List.of(new MaxPooling(network, number, scratchSizes))
                : List.of(new GlobalSumming(network, number));
    }

    private List<Step> convolution(Convolution convolution, Layer layer) {
        boolean binary = convolution.weightType() == WeightType.BINARY;
        if (layer.out().pixels() == 1) {
            return List.of(linear(layer, binary));
        }
        // Tables are for codes; the image's differences from zero are signed.
        return binary && convolution.input() != 0
                ? new BinaryConvolution(network, layer, scratchSizes).steps()
                : new ByteConvolution(network, layer, scratchSizes).steps();
    }

    private Step linear(Layer layer, boolean binary) {
        if (!binary) {
            return new ByteLinear(network, layer, scratchSizes);
        }
        boolean countsBits = Lanes.SHORTS.vectorBitSize() == 512;
        return layer.inLayout().type() == ElementType.U8 && countsBits
                ? new CodeLinear(network, layer, scratchSizes)
                : new BinaryLinear(network, layer, scratchSizes);
    }

    @Override
    public Inference open(int threads) {
        return new VectorInference(
                network,
                LinearTail.suits(network) ? Lanes.TILE : 1,
                IntStream.range(0, threads)
                        .mapToObj(thread -> runner(new Share(thread, threads)))
                        .toList());
    }

    private ImageRunner runner(Share share) {
        return new ImageRunner(network, steps, this::maps, () -> tail().open(), new Scratch(scratchSizes), share);
    }

    /** Made when the first call has images enough for it: it holds the linear layers' weights in another order. */
    private synchronized LinearTail tail() {
        if (tail == null) {
            tail = new LinearTail(network);
        }
        return tail;
    }

    private Maps maps() {
        return new Maps(plan, layouts, scratchSizes);
    }
}
