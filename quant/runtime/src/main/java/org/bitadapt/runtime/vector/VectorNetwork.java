package org.bitadapt.runtime.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bitadapt.runtime.engine.BufferPlan;
import org.bitadapt.runtime.engine.Inference;
import org.bitadapt.runtime.engine.PreparedNetwork;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Pooling;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.memory.FeatureMap;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.MapLayout;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;
import org.bitadapt.runtime.vector.memory.Wide;
import org.bitadapt.runtime.vector.pixel.GlobalSumming;
import org.bitadapt.runtime.vector.pixel.LinearKernels;

/** A network whose weights are in the order of the kernels. */
final class VectorNetwork implements PreparedNetwork {
    static final String ENGINE = "vector, " + Lanes.SHORTS.vectorBitSize() + " bits";

    private final PackedNetwork network;
    private final Form form;
    /** The steps of each operation but the input. */
    private final List<KernelCall[]> steps = new ArrayList<>();

    private final ScratchSizes scratchSizes = new ScratchSizes();
    private final List<MapLayout> layouts;
    private final BufferPlan<MapLayout> plan;

    private LinearTail tail;

    /** A network in the form that is fastest on this processor. */
    static VectorNetwork fastest(PackedNetwork network) {
        if (!Wide.isFast()) {
            return planar(network);
        }
        Form form = ChannelsLastForm.pays(network) ? new ChannelsLastForm() : new PlanarForm(LinearKernels.LOOKUPS);
        return new VectorNetwork(network, form);
    }

    /** A network with maps in planes and without lookups by permutations. */
    static VectorNetwork planar(PackedNetwork network) {
        return new VectorNetwork(network, new PlanarForm(LinearKernels.PLAIN));
    }

    /** A network with the channels last and with lookups, for networks that {@link ChannelsLastForm#suits}. */
    static VectorNetwork channelsLast(PackedNetwork network) {
        return new VectorNetwork(network, new ChannelsLastForm());
    }

    private VectorNetwork(PackedNetwork network, Form form) {
        this.network = network;
        this.form = form;
        layouts = form.layouts(network);
        plan = new BufferPlan<>(network, layouts::get, slot -> layouts.get(slot).size());
        for (int number = 1; number < network.operations().size(); number++) {
            steps.add(steps(number).toArray(KernelCall[]::new));
        }
    }

    private List<KernelCall> steps(int number) {
        Operation operation = network.operations().get(number);
        if (operation instanceof Convolution) {
            Layer layer = Layer.of(network, layouts, number);
            return layer.out().pixels() == 1
                    ? List.of(form.linear(network, layer, scratchSizes))
                    : form.convolution(network, layer, scratchSizes);
        }
        return operation instanceof Operation.MaxPool
                ? List.of(form.pooling(Pooling.of(network, layouts, number), scratchSizes))
                : List.of(globalSum((Operation.GlobalSum) operation, number));
    }

    private KernelCall globalSum(Operation.GlobalSum sum, int number) {
        return new GlobalSumming(FeatureMap.of(network, layouts, sum.input()), FeatureMap.of(network, layouts, number));
    }

    @Override
    public String engineName() {
        return ENGINE;
    }

    @Override
    public Inference open(int threads) {
        return open(threads, thread -> this::maps);
    }

    /** Shares maps with an inference of this engine on as many threads, where both networks have the same form. */
    @Override
    public Inference open(int threads, Inference other) {
        return other instanceof VectorInference sibling && sibling.hasMapsOf(layouts, threads)
                ? open(threads, thread -> () -> new Maps(sibling.maps(thread), scratchSizes))
                : open(threads);
    }

    private Inference open(int threads, IntFunction<Supplier<Maps>> maps) {
        return new VectorInference(
                network,
                layouts,
                LinearTail.suits(network, layouts) ? Lanes.TILE : 1,
                IntStream.range(0, threads)
                        .mapToObj(thread -> runner(new Share(thread, threads), maps.apply(thread)))
                        .toList());
    }

    private ImageRunner runner(Share share, Supplier<Maps> maps) {
        return new ImageRunner(network, steps, maps, () -> tail().open(), new Scratch(scratchSizes), share);
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
