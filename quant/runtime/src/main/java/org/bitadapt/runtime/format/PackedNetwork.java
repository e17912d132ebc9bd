package org.bitadapt.runtime.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A validated network at one width of its file: its operations, what the file says about itself, and where the numbers
 * are.
 *
 * <p>Immutable and safe to share. The numbers stay in the buffer that was read (a mapping, an array); views of them are
 * read-only.
 */
public final class PackedNetwork {
    private final ByteBuffer file;
    private final Metadata metadata;
    private final List<Operation> operations;
    private final List<Slot> slots;
    private final NumberPlaces places;
    private final Width width;
    private final Liveness liveness;

    PackedNetwork(
            ByteBuffer file,
            Metadata metadata,
            List<Operation> operations,
            List<Slot> slots,
            NumberPlaces places,
            Width width) {
        this.file = file;
        this.metadata = metadata;
        this.operations = List.copyOf(operations);
        this.slots = List.copyOf(slots);
        this.places = places;
        this.width = width;
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
     * The width at which the network runs.
     *
     * @return bits of weights and maps
     */
    public Width width() {
        return width;
    }

    /**
     * The operations, in order: convolutions with the planes, the bits of codes and the residual scale of the width.
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
        return places.weightsPerOutput(operation);
    }

    /**
     * The stored weights of a convolution, order [out][c][ky][kx]. BINARY weight i is bit {@code i & 7} (0 is the
     * lowest) of byte {@code i >> 3}; 1 is +1, 0 is -1, and spare bits are 0. INT8 weight i is byte i.
     *
     * @param operation the number of a convolution whose weights are BINARY or INT8
     * @return a read-only view, little-endian
     * @throws IllegalArgumentException if the weights are PLANES, which {@link #plane} and {@link #signedWeights} give
     */
    public ByteBuffer weights(int operation) {
        if (convolution(operation).weightType() == WeightType.PLANES) {
            throw new IllegalArgumentException(
                    "Invalid operation: " + operation + " has PLANES weights (must be BINARY or INT8)");
        }
        return view(places.weightsAt(operation, 1), places.weightBytes(operation));
    }

    /**
     * A sign plane of a convolution, in the form of BINARY weights. Plane 1 has the most weight, {@code 2^(planes-1)}.
     *
     * @param operation the number of a convolution whose weights are BINARY or PLANES
     * @param plane 1..planes of the operation
     * @return a read-only view, little-endian
     * @throws IllegalArgumentException if the convolution has no such plane
     */
    public ByteBuffer plane(int operation, int plane) {
        Convolution convolution = convolution(operation);
        boolean hasPlanes = convolution.weightType() != WeightType.INT8;
        Limits.require("plane of operation " + operation, plane, 1, hasPlanes ? convolution.planes() : 0);
        return view(places.weightsAt(operation, plane), places.weightBytes(operation));
    }

    /**
     * The weights of a convolution of any type as whole numbers, order [out][c][ky][kx].
     *
     * <p>BINARY and PLANES weights are composed into a new buffer, in O(planes * weights) time.
     *
     * @param operation the number of a convolution
     * @return a signed byte for each weight, -127..127
     * @throws ArithmeticException if an array cannot hold a byte for each weight
     */
    public ByteBuffer signedWeights(int operation) {
        Convolution convolution = convolution(operation);
        if (convolution.weightType() == WeightType.INT8) {
            return weights(operation);
        }
        byte[] composed = new byte[Math.multiplyExact(weightsPerOutput(operation), convolution.outputChannels())];
        for (int plane = 1; plane <= convolution.planes(); plane++) {
            WeightBits.append(plane(operation, plane), composed);
        }
        return ByteBuffer.wrap(composed);
    }

    /**
     * The bytes of the stored weights of a convolution that this width reads.
     *
     * @param operation the number of a convolution
     * @return the bytes of its planes or of its 8-bit weights
     */
    public int weightBytes(int operation) {
        return convolution(operation).planes() * places.weightBytes(operation);
    }

    /**
     * The bytes of the stored parameters of a convolution at this width. In files of version 1 the residual scale is
     * not among them.
     *
     * @param operation the number of a convolution
     * @return the bytes of multipliers, offsets and residual scale
     */
    public int parameterBytes(int operation) {
        return places.parameterBytes(operation);
    }

    private Convolution convolution(int operation) {
        return (Convolution) operations.get(operation);
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

    /** The parameters of a convolution at this width. */
    LayerParameters parameters(int operation) {
        return new LayerParameters(
                multipliers(operation),
                offsets(operation),
                convolution(operation).residualScale());
    }

    /**
     * The bytes of the file from its beginning, as far as this width needs them: the whole file for the widest width.
     *
     * @return bytes
     */
    public int fileBytes() {
        return places.fileBytes();
    }

    /**
     * The bytes of each section, as far as this width needs the file. Parameters of narrower widths, and of other map
     * bits, are among them.
     *
     * @return section lengths, padding excluded
     */
    public SectionLengths sectionLengths() {
        return places.lengths();
    }

    private float[] floats(int operation, int part) {
        int count = slots.get(operation).shape().channels();
        FloatBuffer view = view(places.parametersAt(operation) + part * count * Float.BYTES, count * Float.BYTES)
                .asFloatBuffer();
        float[] copy = new float[count];
        view.get(copy);
        return copy;
    }

    private ByteBuffer view(int at, int length) {
        return file.slice(at, length).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
