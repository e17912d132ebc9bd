package org.bitadapt.quant.engine.parameter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.Width;

/**
 * Where each of a network's parameters lies in the one flat vector that DL4J keeps, averages and saves.
 *
 * <p>A network of several bit widths has one set of weights, biases and signs, and batch norm and ranges for each width: the
 * widest's have the keys of a network of one width, the others' end with the width, such as {@code norm1.gamma@w2a8}.
 *
 * <p>Roles are stored together, in the order of {@link ParameterRole}: an optimizer then works on three stretches
 * (decayed, trained, state) instead of hundreds of small ones.
 */
public final class ParameterLayout {

    private final Map<String, ParameterSlice> slices;
    private final Map<String, String> layers;
    private final int size;
    private final List<Width> widths;
    private final String suffix;

    private ParameterLayout(
            Map<String, ParameterSlice> slices,
            Map<String, String> layers,
            int size,
            List<Width> widths,
            String suffix) {
        this.slices = slices;
        this.layers = layers;
        this.size = size;
        this.widths = widths;
        this.suffix = suffix;
    }

    /**
     * The layout of a network.
     *
     * @throws ArithmeticException if the network has 2^31 parameters or more
     * @throws IllegalArgumentException if the network has a grouped convolution, which can be costed and not computed
     */
    public static ParameterLayout of(LoweredNetwork network) {
        network.requireNoGroups();
        List<ParameterSlice> all = new ArrayList<>();
        List<Width> widths = network.spec().widths();
        network.products().forEach(product -> addSlices(product, widths, all));
        Map<String, ParameterSlice> placed = new LinkedHashMap<>();
        int offset = 0;
        for (ParameterRole role : ParameterRole.values()) {
            for (ParameterSlice slice : all) {
                if (slice.role() == role) {
                    placed.put(
                            slice.key(), new ParameterSlice(slice.key(), slice.node(), role, offset, slice.length()));
                    offset = Math.addExact(offset, slice.length());
                }
            }
        }
        Map<String, String> layers = new HashMap<>();
        network.products().forEach(product -> addLayers(product, layers));
        return new ParameterLayout(placed, layers, offset, widths, "");
    }

    /**
     * The same vector as one of the network's widths sees it: {@link #slice} and {@link #has} then give that width's batch
     * norm and ranges.
     *
     * @param width one of the network's widths; {@link Width#WIDEST} for the widest
     * @throws IllegalArgumentException if the network does not run at the width
     */
    public ParameterLayout at(Width width) {
        if (width.equals(Width.WIDEST)) {
            return new ParameterLayout(slices, layers, size, widths, "");
        }
        if (!widths.contains(width)) {
            throw new IllegalArgumentException("Invalid width: " + width + " (must be one of " + widths + ")");
        }
        return new ParameterLayout(slices, layers, size, widths, suffix(width, widths));
    }

    /** The end of the keys of one width's own parameters; the widest width's keys are those of a network of one width. */
    private static String suffix(Width width, List<Width> widths) {
        return width.equals(widths.get(widths.size() - 1)) ? "" : "@" + width;
    }

    private static void addLayers(Step.Product product, Map<String, String> layers) {
        layers.put(product.name(), product.name());
        product.batchNorm().ifPresent(norm -> layers.put(norm.name(), product.name()));
        product.activation().ifPresent(relu -> layers.put(relu.name(), product.name()));
    }

    private static void addSlices(Step.Product product, List<Width> widths, List<ParameterSlice> all) {
        int outputs = product.layer().outputs();
        add(all, product.name(), ParameterRole.WEIGHT, Math.toIntExact(product.weightCount()));
        if (product.layer().bias()) {
            add(all, product.name(), ParameterRole.BIAS, outputs);
        }
        if (product.layer().weights().hasPlanes()) {
            add(all, product.name(), ParameterRole.SIGN, Math.toIntExact(product.weightCount()));
        }
        addOwnSlices(product, "", all);
        for (int i = widths.size() - 2; i >= 0; i--) {
            addOwnSlices(product, suffix(widths.get(i), widths), all);
        }
    }

    /** Adds the parameters of which every width has its own. */
    private static void addOwnSlices(Step.Product product, String suffix, List<ParameterSlice> all) {
        int outputs = product.layer().outputs();
        product.batchNorm().ifPresent(norm -> {
            add(all, norm.name(), ParameterRole.GAMMA, suffix, outputs);
            add(all, norm.name(), ParameterRole.BETA, suffix, outputs);
            add(all, norm.name(), ParameterRole.MEAN, suffix, outputs);
            add(all, norm.name(), ParameterRole.SECOND_MOMENT, suffix, outputs);
        });
        product.activation()
                .filter(relu -> relu.layer().map().quantized())
                .ifPresent(relu -> add(all, relu.name(), ParameterRole.RANGE, suffix, 1));
    }

    private static void add(List<ParameterSlice> all, String node, ParameterRole role, int length) {
        add(all, node, role, "", length);
    }

    private static void add(List<ParameterSlice> all, String node, ParameterRole role, String suffix, int length) {
        all.add(new ParameterSlice(key(node, role) + suffix, node, role, 0, length));
    }

    private static String key(String node, ParameterRole role) {
        return node + "." + role.name().toLowerCase(Locale.ROOT);
    }

    private Optional<ParameterSlice> find(String node, ParameterRole role) {
        ParameterSlice own = slices.get(key(node, role) + suffix);
        return Optional.ofNullable(own == null ? slices.get(key(node, role)) : own);
    }

    /** All slices by key, in the order of the vector. */
    public Map<String, ParameterSlice> slices() {
        return java.util.Collections.unmodifiableMap(slices);
    }

    /**
     * The slice of a node.
     *
     * @throws NoSuchElementException if the node has no parameters of the role
     */
    public ParameterSlice slice(String node, ParameterRole role) {
        return find(node, role)
                .orElseThrow(() -> new NoSuchElementException("No " + role + " parameters for node " + node));
    }

    /** Whether a node has parameters of the given role. */
    public boolean has(String node, ParameterRole role) {
        return find(node, role).isPresent();
    }

    /**
     * The convolution or linear layer to which a slice belongs: the slice's node, or the layer that the node follows.
     */
    public String layer(ParameterSlice slice) {
        return layers.get(slice.node());
    }

    /** The last convolution or linear layer, whose outputs are the classes. */
    public String lastLayer() {
        return slices.values().stream()
                .filter(slice -> slice.role() == ParameterRole.WEIGHT)
                .reduce((first, second) -> second)
                .orElseThrow()
                .node();
    }

    /**
     * Gives the outputs of a layer another order: in every slice of the layer that has a stretch per output, stretch {@code
     * i} moves to {@code positions[i]}.
     *
     * @param name the name of a convolution or linear layer
     * @param positions a permutation of the layer's outputs
     * @param parameters the vector of {@code size()} elements, which is changed
     */
    public void permuteOutputs(String name, int[] positions, float[] parameters) {
        for (ParameterSlice slice : slices.values()) {
            if (!layer(slice).equals(name) || slice.role() == ParameterRole.RANGE) {
                continue;
            }
            float[] before = Arrays.copyOfRange(parameters, slice.offset(), slice.end());
            int stretch = slice.length() / positions.length;
            for (int output = 0; output < positions.length; output++) {
                int to = slice.offset() + positions[output] * stretch;
                System.arraycopy(before, output * stretch, parameters, to, stretch);
            }
        }
    }

    /** The number of elements of the vector. */
    public int size() {
        return size;
    }

    /**
     * The number of elements that an optimizer moves, and thus of velocities: weights, biases, batch norm's scales and
     * shifts.
     */
    public int trained() {
        return slices.values().stream()
                .filter(slice -> slice.role().trained())
                .mapToInt(ParameterSlice::length)
                .sum();
    }

    /**
     * The number of elements at the vector's front that all widths share and an optimizer moves: weights and biases.
     */
    public int shared() {
        return slices.values().stream()
                .filter(slice -> slice.role() == ParameterRole.WEIGHT || slice.role() == ParameterRole.BIAS)
                .mapToInt(ParameterSlice::length)
                .sum();
    }

    /** The bytes that a float32 framework saves: weights, biases, and four numbers per normalized channel. */
    public long float32Bytes() {
        return slices.values().stream()
                .filter(slice -> slice.role() != ParameterRole.SIGN && slice.role() != ParameterRole.RANGE)
                .filter(slice -> slice.key().equals(key(slice.node(), slice.role())))
                .mapToLong(slice -> (long) Float.BYTES * slice.length())
                .sum();
    }
}
