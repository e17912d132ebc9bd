package org.bitadapt.runtime.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bitadapt.runtime.engine.BufferPlan;
import org.bitadapt.runtime.engine.Inference;
import org.bitadapt.runtime.engine.PreparedNetwork;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.WeightType;

/** A network whose weights are in the order of the kernels. */
final class VectorNetwork implements PreparedNetwork {
    private final PackedNetwork network;
    private final List<Step> steps = new ArrayList<>();
    private final ScratchSizes scratchSizes = new ScratchSizes();
    private final List<PlaneLayout> layouts;
    private final BufferPlan<PlaneLayout> plan;

    VectorNetwork(PackedNetwork network) {
        this.network = network;
        layouts = IntStream.range(0, network.slots().size())
                .mapToObj(slot -> PlaneLayout.of(network, slot))
                .toList();
        plan = new BufferPlan<>(network, layouts::get, slot -> layouts.get(slot).size());
        for (int number = 1; number < network.operations().size(); number++) {
            steps.add(step(network, number));
        }
        steps.forEach(step -> step.reserve(scratchSizes));
    }

    private static Step step(PackedNetwork network, int number) {
        Operation operation = network.operations().get(number);
        if (operation instanceof Convolution convolution) {
            return convolution(network, Layer.of(network, number), convolution.weightType() == WeightType.BINARY);
        }
        return operation instanceof Operation.MaxPool
                ? new MaxPooling(network, number)
                : new GlobalSumming(network, number);
    }

    private static Step convolution(PackedNetwork network, Layer layer, boolean binary) {
        if (layer.out().pixels() == 1) {
            return binary ? new BinaryLinear(network, layer) : new ByteLinear(network, layer);
        }
        return binary ? new BinaryConvolution(network, layer) : new ByteConvolution(network, layer);
    }

    @Override
    public Inference open(int threads) {
        return new VectorInference(network, steps, new Maps(plan, layouts), new Scratch(scratchSizes));
    }
}
