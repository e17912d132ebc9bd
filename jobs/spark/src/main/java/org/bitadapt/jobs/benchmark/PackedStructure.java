package org.bitadapt.jobs.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;

/** The layers of a packed model as a network in floating point, where batch norm is folded into biases. */
final class PackedStructure {

    private final PackedNetwork packed;
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> slots = new ArrayList<>();
    private final List<Boolean> vectors = new ArrayList<>();

    private PackedStructure(PackedNetwork packed) {
        this.packed = packed;
    }

    static NetworkSpec of(PackedNetwork packed) {
        return new PackedStructure(packed).network();
    }

    private NetworkSpec network() {
        for (int number = 0; number < packed.operations().size(); number++) {
            add(number, packed.operations().get(number));
        }
        var image = packed.input().shape();
        Shape input = new Shape(image.channels(), image.height(), image.width());
        return new NetworkSpec(packed.metadata().name(), input, nodes);
    }

    private void add(int number, Operation operation) {
        if (operation instanceof Convolution convolution) {
            convolution(number, convolution);
        } else if (operation instanceof Operation.MaxPool pool) {
            LayerSpec layer = new LayerSpec.MaxPool(pool.kernel(), pool.stride(), pool.padding());
            slot(node("pool" + number, layer, slots.get(pool.input())), false);
        } else if (operation instanceof Operation.GlobalSum sum) {
            slot(node("mean" + number, new LayerSpec.GlobalAveragePool(), slots.get(sum.input())), true);
        } else {
            slot(NetworkSpec.INPUT, false);
        }
    }

    private void convolution(int number, Convolution convolution) {
        boolean linear = isLinear(convolution);
        String last = slots.get(convolution.input());
        if (linear && !vectors.get(convolution.input())) {
            last = node("flatten" + number, new LayerSpec.Flatten(), last);
        }
        LayerSpec layer = linear
                ? new LayerSpec.Linear(convolution.outputChannels(), true, WeightPrecision.FLOAT32)
                : new LayerSpec.Conv2d(
                        convolution.outputChannels(),
                        convolution.kernelHeight(),
                        convolution.stride(),
                        convolution.padding(),
                        true,
                        WeightPrecision.FLOAT32);
        last = node("product" + number, layer, last);
        if (convolution.residual().isPresent()) {
            last = node(
                    "sum" + number,
                    new LayerSpec.Add(),
                    last,
                    slots.get(convolution.residual().getAsInt()));
        }
        if (convolution.outputType() == ElementType.U8) {
            last = node("activation" + number, new LayerSpec.Activation(MapPrecision.FLOAT32), last);
        }
        slot(last, linear);
    }

    private boolean isLinear(Convolution convolution) {
        var shape = packed.slots().get(convolution.input()).shape();
        return convolution.residual().isEmpty()
                && convolution.padding() == 0
                && convolution.kernelHeight() == shape.height()
                && convolution.kernelWidth() == shape.width();
    }

    private String node(String name, LayerSpec layer, String... inputs) {
        nodes.add(new Node(name, layer, List.of(inputs)));
        return name;
    }

    private void slot(String node, boolean vector) {
        slots.add(node);
        vectors.add(vector);
    }
}
