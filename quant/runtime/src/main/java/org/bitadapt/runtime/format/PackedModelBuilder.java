package org.bitadapt.runtime.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
 * <p>Equal calls give equal bytes. Every argument is checked at once, by the rules of the reader.
 */
public final class PackedModelBuilder {
    private final String name;
    private final SlotInference inference = new SlotInference();
    private final List<Operation> operations = new ArrayList<>();
    private final List<Numbers> numbers = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private List<String> classNames = List.of();
    private String writer = "";
    private long float32Bytes;

    private static final class Numbers {
        static final Numbers NONE = new Numbers(new byte[0], new float[0], new float[0]);

        final byte[] weights;
        final float[] multipliers;
        final float[] offsets;

        Numbers(byte[] weights, float[] multipliers, float[] offsets) {
            this.weights = weights;
            this.multipliers = multipliers;
            this.offsets = offsets;
        }
    }

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
     * Adds the input, always the first operation.
     *
     * @param shape size of the image
     * @param zeroPoints for each channel, the byte (0..255) that means zero
     * @return the slot of the input, 0
     */
    public int input(SlotShape shape, List<Integer> zeroPoints) {
        return add(new Operation.Input(shape, zeroPoints), Numbers.NONE);
    }

    /**
     * Adds a convolution or linear layer.
     *
     * @param convolution the geometry, types and residual of the layer
     * @param weights the weights in the order [out][c][ky][kx], +1 or -1 for BINARY, -127..127 for INT8
     * @param multipliers one multiplier per output channel
     * @param offsets one offset per output channel
     * @return the slot that the operation writes
     */
    public int convolution(Convolution convolution, byte[] weights, float[] multipliers, float[] offsets) {
        Limits.require("slot", convolution.input(), 0, operations.size() - 1L);
        Slot in = inference.slots().get(convolution.input());
        long expected = SectionLayout.weightsPerOutput(convolution, in) * convolution.outputChannels();
        Limits.require("number of weights", weights.length, expected, expected);
        byte[] stored = convolution.weightType() == WeightType.BINARY ? WeightBits.pack(weights) : weights.clone();
        NumberRules.requireParameters(convolution, multipliers, offsets);
        NumberRules.requireWeights(
                convolution,
                in,
                NumberRules.largestInput(operations, inference.slots(), convolution.input()),
                ByteBuffer.wrap(stored));
        return add(convolution, new Numbers(stored, multipliers.clone(), offsets.clone()));
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
        return add(new Operation.MaxPool(input, kernel, stride, padding), Numbers.NONE);
    }

    /**
     * Adds the exact sum over height and width.
     *
     * @param input a U8 slot
     * @return the slot of the sums, I32 channels x 1 x 1
     */
    public int globalSum(int input) {
        return add(new Operation.GlobalSum(input), Numbers.NONE);
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
        inference.finish();
        List<Slot> slots = inference.slots();
        new Liveness(operations).requireWithinLimit(slots);
        Metadata metadata = new Metadata(name, writer, float32Bytes, classNames, properties);
        PackedNetworkReader.requireClassNames(metadata, slots);
        byte[] metadataSection = MetadataSection.write(metadata);
        byte[] operationSection = OperationSection.write(operations);
        SectionLayout layout = new SectionLayout(operations, slots, metadataSection.length, operationSection.length);
        SectionLengths lengths = layout.lengths();
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(lengths.total())).order(ByteOrder.LITTLE_ENDIAN);
        file.put(lengths.metadataAt(), metadataSection).put(lengths.operationsAt(), operationSection);
        for (int number = 0; number < operations.size(); number++) {
            if (operations.get(number) instanceof Convolution) {
                putNumbers(file, layout, number);
            }
        }
        Header.write(file, float32Bytes, lengths, operations.size());
        return file.array();
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

    private int add(Operation operation, Numbers itsNumbers) {
        int slot = inference.add(operation);
        operations.add(operation);
        numbers.add(itsNumbers);
        return slot;
    }

    private void putNumbers(ByteBuffer file, SectionLayout layout, int number) {
        Numbers its = numbers.get(number);
        file.put(layout.weightsAt(number), its.weights);
        ByteBuffer parameters = file.slice(layout.parametersAt(number), 2 * Float.BYTES * its.offsets.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        parameters.asFloatBuffer().put(its.multipliers).put(its.offsets);
    }
}
