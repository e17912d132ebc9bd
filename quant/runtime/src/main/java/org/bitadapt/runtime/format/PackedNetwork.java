package org.bitadapt.runtime.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A validated model file: its operations, what it says about itself, and where the numbers are.
 *
 * <p>Immutable and safe to share. The numbers stay in the buffer that was read (a mapping, an array); views of them are
 * read-only.
 */
public final class PackedNetwork {
    private final ByteBuffer file;
    private final Metadata metadata;
    private final List<Operation> operations;
    private final List<Slot> slots;
    private final SectionLayout layout;
    private final Liveness liveness;

    PackedNetwork(
            ByteBuffer file, Metadata metadata, List<Operation> operations, List<Slot> slots, SectionLayout layout) {
        this.file = file;
        this.metadata = metadata;
        this.operations = List.copyOf(operations);
        this.slots = List.copyOf(slots);
        this.layout = layout;
        this.liveness = new Liveness(operations);
    }

    /**
     * What the model says about itself.
     *
     * @return name, writer, classes, properties
     */
    public Metadata metadata() {
        return metadata;
    }

    /**
     * The operations, in order.
     *
     * @return operations; number i writes slot i
     */
    public List<Operation> operations() {
        return operations;
    }

    /**
     * The tensors, in order.
     *
     * @return slots; number i is written by operation i
     */
    public List<Slot> slots() {
        return slots;
    }

    /**
     * Tells until when each slot is needed.
     *
     * @return the liveness of all slots
     */
    public Liveness liveness() {
        return liveness;
    }

    /**
     * The image that the network takes.
     *
     * @return operation 0
     */
    public Operation.Input input() {
        return (Operation.Input) operations.get(0);
    }

    /**
     * The number of logits.
     *
     * @return channels of the last slot
     */
    public int classes() {
        return slots.get(slots.size() - 1).shape().channels();
    }

    /**
     * The weights of one output channel of a convolution: channels x kernel height x kernel width.
     *
     * @param operation the number of a convolution
     * @return the number of weights that one output is the sum over
     */
    public int weightsPerOutput(int operation) {
        return layout.weightsPerOutput(operation);
    }

    /**
     * The stored weights of a convolution, order [out][c][ky][kx]. BINARY weight i is bit {@code i & 7} (0 is the
     * lowest) of byte {@code i >> 3}; 1 is +1, 0 is -1, and spare bits are 0. INT8 weight i is byte i.
     *
     * @param operation the number of a convolution
     * @return a read-only view, little-endian
     */
    public ByteBuffer weights(int operation) {
        return view(layout.weightsAt(operation), layout.weightBytes(operation));
    }

    /**
     * The multipliers of a convolution.
     *
     * @param operation the number of a convolution
     * @return a copy, one per output channel
     */
    public float[] multipliers(int operation) {
        return floats(operation, 0);
    }

    /**
     * The offsets of a convolution.
     *
     * @param operation the number of a convolution
     * @return a copy, one per output channel
     */
    public float[] offsets(int operation) {
        return floats(operation, 1);
    }

    /**
     * The size of the whole file.
     *
     * @return bytes
     */
    public int fileBytes() {
        return file.capacity();
    }

    /**
     * The bytes of each section of the file.
     *
     * @return section lengths, padding excluded
     */
    public SectionLengths sectionLengths() {
        return layout.lengths();
    }

    private float[] floats(int operation, int part) {
        int count = slots.get(operation).shape().channels();
        FloatBuffer view = view(layout.parametersAt(operation) + part * count * Float.BYTES, count * Float.BYTES)
                .asFloatBuffer();
        float[] copy = new float[count];
        view.get(copy);
        return copy;
    }

    private ByteBuffer view(int at, int length) {
        return file.slice(at, length).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
