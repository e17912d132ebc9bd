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
    private final boolean looksUp;
    private final boolean channelsLast;
    /** The steps of each operation but the input. */
    private final List<KernelCall[]> steps = new ArrayList<>();

    private final ScratchSizes scratchSizes = new ScratchSizes();
    private final List<PlaneLayout> layouts;
    private final BufferPlan<PlaneLayout> plan;

    private LinearTail tail;

    /** A network in the form that is fastest on this processor. */
    static VectorNetwork fastest(PackedNetwork network) {
        return new VectorNetwork(network, Wide.isFast(), Wide.isFast() && ChannelsLast.pays(network));
    }

    /** A network with maps in planes and without lookups by permutations. */
    static VectorNetwork planar(PackedNetwork network) {
        return new VectorNetwork(network, false, false);
    }

    /** A network with the channels last and with lookups, for networks that {@link ChannelsLast#suits}. */
    static VectorNetwork channelsLast(PackedNetwork network) {
        return new VectorNetwork(network, true, true);
    }

    private VectorNetwork(PackedNetwork network, boolean looksUp, boolean channelsLast) {
        this.network = network;
        this.looksUp = looksUp;
        this.channelsLast = channelsLast;
        layouts = channelsLast ? ChannelsLast.layouts(network) : layouts(network);
        plan = new BufferPlan<>(network, layouts::get, slot -> layouts.get(slot).size());
        for (int number = 1; number < network.operations().size(); number++) {
            steps.add(steps(number).toArray(KernelCall[]::new));
        }
    }

    private static List<PlaneLayout> layouts(PackedNetwork network) {
        return IntStream.range(0, network.slots().size())
                .mapToObj(slot -> PlaneLayout.of(network, slot))
                .toList();
    }

    private List<KernelCall> steps(int number) {
        Operation operation = network.operations().get(number);
        if (operation instanceof Convolution convolution) {
            return convolution(convolution, Layer.of(network, layouts, number));
        }
        return operation instanceof Operation.MaxPool pool
                ? List.of(pooling(pool, number))
                : List.of(new GlobalSumming(network, layouts, number));
    }

    private KernelCall pooling(Operation.MaxPool pool, int number) {
        return channelsLast
                ? ChannelsLast.pooling(network, layouts, pool, number)
                : new MaxPooling(network, layouts, number, scratchSizes);
    }

    private List<KernelCall> convolution(Convolution convolution, Layer layer) {
        boolean binary = convolution.weightType() == WeightType.BINARY;
        if (layer.out().pixels() == 1) {
            return List.of(linear(layer, binary));
        }
        if (channelsLast) {
            return ChannelsLast.convolution(network, layer, scratchSizes);
        }
        // Tables are for codes; the image's differences from zero are signed.
        return binary && convolution.input() != 0
                ? new TableConvolution(network, layer, scratchSizes).steps()
                : new FloatConvolution(network, layer, scratchSizes).steps();
    }

    private KernelCall linear(Layer layer, boolean binary) {
        if (!binary) {
            return new IntegerLinear(network, layer, scratchSizes);
        }
        boolean readsCodes = layer.inLayout().type() == ElementType.U8;
        if (looksUp && readsCodes && LookupLinear.suits(layer)) {
            return new LookupLinear(network, layer, scratchSizes);
        }
        boolean countsBits = Lanes.SHORTS.vectorBitSize() == 512;
        return readsCodes && countsBits
                ? new BitCountLinear(network, layer, scratchSizes)
                : new TableLinear(network, layer, scratchSizes);
    }

    @Override
    public String engineName() {
        return VectorEngine.NAME;
    }

    @Override
    public Inference open(int threads) {
        return new VectorInference(
                network,
                LinearTail.suits(network, layouts) ? Lanes.TILE : 1,
                IntStream.range(0, threads)
                        .mapToObj(thread -> runner(new Share(thread, threads)))
                        .toList());
    }

    private ImageRunner runner(Share share) {
        return new ImageRunner(network, steps, this::maps, () -> tail().open(), new Scratch(scratchSizes), share);
    }

    /**
     * The tail, made when the first call has images enough for it, because it holds the linear layers' weights once
     * more in another order.
     */
    private synchronized LinearTail tail() {
        if (tail == null) {
            tail = new LinearTail(network, layouts);
        }
        return tail;
    }

    private Maps maps() {
        return new Maps(plan, layouts, scratchSizes);
    }
}
