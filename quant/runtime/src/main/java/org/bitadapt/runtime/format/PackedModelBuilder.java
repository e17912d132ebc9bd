package org.bitadapt.runtime.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Writes model files: add the operations in order, each returns the slot that it writes, then take the bytes.
 *
 * <pre>{@code
 * PackedModelBuilder builder = new PackedModelBuilder("tiny");
 * int image = builder.input(new SlotShape(3, 32, 32), List.of(125, 123, 114));
 * int maps = builder.convolution(Convolution.of(image, 16, 3).withPadding(1), signs, multipliers, offsets);
 * int sums = builder.globalSum(maps);
 * builder.convolution(
 *         Convolution.of(sums, 10, 1).withWeights(WeightType.INT8).withOutput(ElementType.F32), weights, m, o);
 * byte[] file = builder.toBytes();
 * }</pre>
 *
 * <p>A model of several widths says which before its first operation, and gives each convolution the parameters of each
 * width:
 *
 * <pre>{@code
 * builder.widths(List.of(new Width(1, 8), new Width(2, 8)));
 * int maps = builder.convolution(Convolution.of(image, 16, 3).withPlanes(2), oddWeights, Map.of(
 *         new Width(1, 8), new LayerParameters(multipliers1, offsets1),
 *         new Width(2, 8), new LayerParameters(multipliers2, offsets2)));
 * }</pre>
 *
 * <p>The file has version 1 where that is enough: one width of 1-bit weights and 8-bit maps.
 *
 * <p>Equal calls give equal bytes. Every argument is checked at once, by the rules of the reader.
 */
public final class PackedModelBuilder {
    private final String name;
    private final SlotInference inference = new SlotInference();
    private final List<Operation> operations = new ArrayList<>();
    private final List<LayerNumbers> numbers = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private SortedSet<Width> widths = new TreeSet<>(Set.of(Width.BINARY));
    private List<String> classNames = List.of();
    private String writer = "";
    private long float32Bytes;

    /**
     * Starts a model.
     *
     * @param name the model's name
     */
    public PackedModelBuilder(String name) {
        this.name = name;
    }

    /**
     * Names the classes.
     *
     * @param names one name per logit
     * @return this builder
     */
    public PackedModelBuilder classNames(List<String> names) {
        classNames = List.copyOf(names);
        return this;
    }

    /**
     * Names the program that writes the file.
     *
     * @param program name and version
     * @return this builder
     */
    public PackedModelBuilder writer(String program) {
        writer = program;
        return this;
    }

    /**
     * States the size of the float32 weights that are being packed.
     *
     * @param bytes size of the original's weights file
     * @return this builder
     */
    public PackedModelBuilder float32Bytes(long bytes) {
        float32Bytes = bytes;
        return this;
    }

    /**
     * Adds a property.
     *
     * @param key a key that no other property has
     * @param value any text
     * @return this builder
     * @throws IllegalArgumentException if there is a property of this key
     */
    public PackedModelBuilder property(String key, String value) {
        if (properties.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException("Invalid property: " + key + " (must be unique)");
        }
        return this;
    }

    /**
     * Says at which widths the network can run; without this call, at {@link Width#BINARY} alone.
     *
     * @param all the widths, at least one; the weight bits of the widest are the most planes of a layer
     * @return this builder
     * @throws IllegalArgumentException if there is an operation already, or no width, or a width twice
     */
    public PackedModelBuilder widths(List<Width> all) {
        SortedSet<Width> sorted = new TreeSet<>(all);
        if (!operations.isEmpty() || sorted.isEmpty() || sorted.size() != all.size()) {
            throw new IllegalArgumentException("Invalid widths: " + all + " after " + operations.size()
                    + " operations (must be different widths, before the first operation)");
        }
        widths = sorted;
        return this;
    }

    /**
     * Adds the input, always the first operation.
     *
     * @param shape size of the image
     * @param zeroPoints for each channel, the byte (0..255) that means zero
     * @return the slot of the input, 0
     */
    public int input(SlotShape shape, List<Integer> zeroPoints) {
        return add(new Operation.Input(shape, zeroPoints), LayerNumbers.NONE);
    }

    /**
     * Adds a convolution or linear layer that has the same parameters at all widths.
     *
     * @param convolution the geometry, types and residual of the layer
     * @param weights the weights in the order [out][c][ky][kx], +1 or -1 for BINARY, -127..127 for INT8, odd numbers
     *     within {@code 2^planes - 1} for PLANES
     * @param multipliers one multiplier per output channel
     * @param offsets one offset per output channel
     * @return the slot that the operation writes
     */
    public int convolution(Convolution convolution, byte[] weights, float[] multipliers, float[] offsets) {
        LayerParameters same = new LayerParameters(multipliers, offsets, convolution.residualScale());
        Map<Width, LayerParameters> parameters = new HashMap<>();
        widths.forEach(width -> parameters.put(width, same));
        return add(convolution, weights, parameters);
    }

    /**
     * Adds a convolution or linear layer.
     *
     * @param convolution the geometry, types and residual of the layer, with all planes, and a residual scale of +0
     * @param weights the weights in the order [out][c][ky][kx], +1 or -1 for BINARY, -127..127 for INT8, odd numbers
     *     within {@code 2^planes - 1} for PLANES
     * @param parameters multipliers, offsets and residual scale of each width
     * @return the slot that the operation writes
     */
    public int convolution(Convolution convolution, byte[] weights, Map<Width, LayerParameters> parameters) {
        if (!parameters.keySet().equals(widths)) {
            throw new IllegalArgumentException("Invalid widths of parameters: "
                    + Width.words(new TreeSet<>(parameters.keySet())) + " (must be " + Width.words(widths) + ")");
        }
        if (!Convolution.isPlusZero(convolution.residualScale())) {
            throw new IllegalArgumentException("Invalid residual scale: " + convolution.residualScale()
                    + " (must be +0 because each width has its own)");
        }
        return add(convolution, weights, parameters);
    }

    private int add(Convolution convolution, byte[] weights, Map<Width, LayerParameters> parameters) {
        Limits.require("slot", convolution.input(), 0, operations.size() - 1L);
        Limits.require("planes", convolution.planes(), 1, widths.last().weights());
        Slot in = inference.slots().get(convolution.input());
        long expected = WeightSizes.weightsPerOutput(convolution, in) * convolution.outputChannels();
        Limits.require("number of weights", weights.length, expected, expected);
        List<ByteBuffer> stored = packed(convolution, weights);
        convolution.inputs().forEach(slot -> Limits.require("slot", slot, 0, operations.size() - 1L));
        for (Width width : widths) {
            LayerParameters its = parameters.get(width);
            NumberRules.requireParameters(convolution, inference.slots(), its);
            NumberRules.requireWeights(
                    convolution.at(width, its.residualScale()),
                    in,
                    NumberRules.largestInput(operations, inference.slots(), convolution.input(), width),
                    stored);
        }
        int slot = add(convolution, new LayerNumbers(stored, parameters));
        operations.set(slot, convolution.at(new Width(Width.MAX_WEIGHTS, Width.MAX_MAPS), 0));
        return slot;
    }

    private static List<ByteBuffer> packed(Convolution convolution, byte[] weights) {
        return switch (convolution.weightType()) {
            case BINARY -> List.of(ByteBuffer.wrap(WeightBits.pack(weights)));
            case PLANES -> WeightBits.planes(weights, convolution.planes());
            case INT8 -> List.of(ByteBuffer.wrap(weights.clone()));
        };
    }

    /**
     * Adds a max pool.
     *
     * @param input a U8 slot
     * @param kernel rows and columns of the window
     * @param stride step of the window
     * @param padding rows and columns added on each side
     * @return the slot that the operation writes
     */
    public int maxPool(int input, int kernel, int stride, int padding) {
        return add(new Operation.MaxPool(input, kernel, stride, padding), LayerNumbers.NONE);
    }

    /**
     * Adds the exact sum over height and width.
     *
     * @param input a U8 slot
     * @return the slot of the sums, I32 channels x 1 x 1
     */
    public int globalSum(int input) {
        return add(new Operation.GlobalSum(input), LayerNumbers.NONE);
    }

    /**
     * The slot that an operation wrote.
     *
     * @param slot a slot number
     * @return the shape and type of the slot
     */
    public Slot slot(int slot) {
        return inference.slots().get(slot);
    }

    /**
     * The finished file; its last operation must give the logits.
     *
     * @return all bytes
     * @throws IllegalArgumentException if the operations do not make a whole network
     */
    public byte[] toBytes() {
        Metadata metadata = new Metadata(name, writer, float32Bytes, classNames, properties);
        List<Slot> slots = PackedNetworkReader.finish(inference, operations, metadata);
        return new ModelFileWriter(metadata, operations, slots, numbers).write(widths);
    }

    /**
     * Writes the finished file; the stream stays open.
     *
     * @param out the stream to which the file goes
     * @throws IOException if writing fails
     */
    public void writeTo(OutputStream out) throws IOException {
        out.write(toBytes());
    }

    private int add(Operation operation, LayerNumbers itsNumbers) {
        int slot = inference.add(operation);
        operations.add(operation);
        numbers.add(itsNumbers);
        return slot;
    }
}
