package org.bitadapt.runtime.latency;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.Slot;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.format.Width;
import org.bitadapt.runtime.latency.LayerGeometry.Residual;
import org.bitadapt.runtime.latency.ShapeGrid.Channels;
import org.bitadapt.runtime.latency.ShapeGrid.Layer;

/**
 * The layers of a packed model, with the sets of channels that shrink together: a convolution starts a set, pooling
 * passes its set on, and a residual unites the sets of the two slots that are added.
 */
public final class PackedLayers {

    private final List<Operation> operations;
    private final List<Slot> slots;
    private final List<LayerGeometry> geometries = new ArrayList<>();
    /** For each slot, a slot with the same channels and a smaller number, or the slot itself. */
    private final int[] parents;
    /** First slots of sets that a convolution over less than its whole input makes. */
    private final BitSet convolved = new BitSet();

    private PackedLayers(PackedNetwork network) {
        operations = network.operations();
        slots = network.slots();
        parents = new int[slots.size()];
        for (int i = 0; i < parents.length; i++) {
            parents[i] = i;
        }
    }

    /**
     * Finds the layers of a model at one width.
     *
     * @param network a model at a width
     * @return a layer for each operation but the input, in order
     * @throws IllegalArgumentException if a convolution's window is neither square nor the whole input: tables have no
     *     such layers
     */
    public static List<Layer> of(PackedNetwork network) {
        return new PackedLayers(network).layers();
    }

    /**
     * Finds the layers of all widths of a model. Layers whose time does not depend on the width are there once for each
     * width.
     *
     * @param model a model
     * @return the layers of the widest width, then those of narrower widths
     * @throws IllegalArgumentException if a convolution's window is neither square nor the whole input
     */
    public static List<Layer> ofAllWidths(PackedModel model) {
        List<Width> widths = model.widths();
        List<Layer> layers = new ArrayList<>();
        for (int i = widths.size() - 1; i >= 0; i--) {
            layers.addAll(of(model.network(widths.get(i))));
        }
        return layers;
    }

    private List<Layer> layers() {
        for (int i = 1; i < operations.size(); i++) {
            geometries.add(geometry(i));
            unite(i);
        }
        for (int i = 1; i < operations.size(); i++) {
            if (geometries.get(i - 1).kind() == LayerKind.CONVOLUTION) {
                convolved.set(root(i));
            }
        }
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < operations.size(); i++) {
            layers.add(new Layer(geometries.get(i - 1), channels(input(i)), channels(i)));
        }
        return layers;
    }

    private int input(int operation) {
        return operations.get(operation).inputs().get(0);
    }

    private void unite(int operation) {
        if (!(operations.get(operation) instanceof Convolution convolution)) {
            parents[operation] = root(input(operation));
        } else if (convolution.residual().isPresent()) {
            int root = root(operation);
            int other = root(convolution.residual().getAsInt());
            parents[Math.max(root, other)] = Math.min(root, other);
        }
    }

    private int root(int slot) {
        int root = slot;
        while (parents[root] != root) {
            root = parents[root];
        }
        return root;
    }

    private Channels channels(int slot) {
        int root = root(slot);
        boolean fixed = root == root(0) || root == root(slots.size() - 1);
        return new Channels(slots.get(slot).shape().channels(), !fixed, !convolved.get(root));
    }

    /** The square window of a layer, in pixels. */
    private record Window(int size, int stride, int padding) {
        /** The window of a layer that reads its whole input. */
        static final Window NONE = new Window(0, 1, 0);
    }

    private LayerGeometry geometry(int number) {
        Operation operation = operations.get(number);
        if (operation instanceof Convolution convolution) {
            return product(number, convolution);
        }
        return operation instanceof Operation.MaxPool pool
                ? geometry(
                        number,
                        LayerKind.MAX_POOL,
                        new Window(pool.kernel(), pool.stride(), pool.padding()),
                        0,
                        Residual.NONE)
                : geometry(number, LayerKind.GLOBAL_AVERAGE, Window.NONE, 0, Residual.NONE);
    }

    private LayerGeometry product(int number, Convolution convolution) {
        int bits = convolution.weightType() == WeightType.INT8 ? Byte.SIZE : convolution.planes();
        Residual residual = convolution.residual().isEmpty()
                ? Residual.NONE
                : kind(convolution.residual().getAsInt()) == MapKind.CODES ? Residual.CODES : Residual.FLOATS;
        SlotShape in = slots.get(convolution.input()).shape();
        int height = convolution.kernelHeight();
        if (height == in.height() && convolution.kernelWidth() == in.width() && convolution.padding() == 0) {
            return geometry(number, LayerKind.LINEAR, Window.NONE, bits, residual);
        }
        if (height != convolution.kernelWidth()) {
            throw new IllegalArgumentException("Invalid window of operation " + number + ": " + height + "x"
                    + convolution.kernelWidth() + " (must be square or the whole input to be measured)");
        }
        Window window = new Window(height, convolution.stride(), convolution.padding());
        return geometry(number, LayerKind.CONVOLUTION, window, bits, residual);
    }

    private LayerGeometry geometry(int number, LayerKind kind, Window window, int weightBits, Residual residual) {
        SlotShape in = slots.get(input(number)).shape();
        return new LayerGeometry(
                kind,
                window.size(),
                window.stride(),
                window.padding(),
                in.height(),
                in.width(),
                weightBits,
                kind(input(number)),
                kind(number),
                residual);
    }

    private MapKind kind(int slot) {
        ElementType type = slots.get(slot).type();
        return switch (type) {
            case U8 -> slot == 0 ? MapKind.PIXELS : MapKind.CODES;
            case I32 -> MapKind.MEAN_CODES;
            case F32 -> MapKind.FLOATS;
        };
    }
}
