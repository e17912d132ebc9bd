package org.bitadapt.runtime.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Reads and validates model files. Nothing larger than the file's own text is allocated before every rule has been
 * checked.
 */
public final class PackedNetworkReader {
    private PackedNetworkReader() {}

    /**
     * Maps a file into memory and validates it.
     *
     * @param path a {@code .bnn} file
     * @return the network at the file's widest width, whose numbers stay in the mapping
     * @throws InvalidModelException if the file breaks a rule of the format
     * @throws IOException if the file cannot be read
     */
    public static PackedNetwork read(Path path) throws IOException {
        return readFile(path).widest();
    }

    /**
     * Maps a file into memory and validates it.
     *
     * @param path a {@code .bnn} file
     * @return the networks of all widths, whose numbers stay in the mapping
     * @throws InvalidModelException if the file breaks a rule of the format
     * @throws IOException if the file cannot be read
     */
    public static ModelFile readFile(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > Integer.MAX_VALUE) {
                throw new InvalidModelException("Invalid model file: " + size + " bytes (must be at most "
                        + Integer.MAX_VALUE + ") in " + path);
            }
            return readFile(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
        } catch (InvalidModelException e) {
            throw e.in(path.toString());
        }
    }

    /**
     * Validates a file held in memory.
     *
     * @param bytes the whole file, from position to limit, which is shared and must not change afterwards
     * @return the network at the file's widest width, whose numbers stay in {@code bytes}
     * @throws InvalidModelException if the file breaks a rule of the format
     */
    public static PackedNetwork read(ByteBuffer bytes) {
        return readFile(bytes).widest();
    }

    /**
     * Validates a file held in memory. The front of a file of version 2 that ends with a chunk is a file, too, with the
     * widths of the chunks that are there.
     *
     * @param bytes the file, from position to limit, which is shared and must not change afterwards
     * @return the networks of all widths, whose numbers stay in {@code bytes}
     * @throws InvalidModelException if the file breaks a rule of the format
     */
    public static ModelFile readFile(ByteBuffer bytes) {
        ByteBuffer file = bytes.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        try {
            return Header.version(file) == Header.VERSION ? version1(file) : new ChunkedFileReader(file).read();
        } catch (InvalidModelException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException(e.getMessage(), e);
        }
    }

    private static ModelFile version1(ByteBuffer file) {
        Header header = Header.read(file);
        header.requireChecksum(file);
        SectionLengths lengths = header.lengths();
        Metadata metadata = MetadataSection.read(
                new SectionReader(file, "metadata", lengths.metadataAt(), lengths.metadata()), header.float32Bytes());
        SlotInference inference = new SlotInference();
        List<Operation> operations = new OperationSection(Header.VERSION)
                .read(
                        new SectionReader(file, "operations", lengths.operationsAt(), lengths.operations()),
                        header.operationCount(),
                        inference);
        List<Slot> slots = finish(inference, operations, metadata);
        SectionLayout layout = new SectionLayout(operations, slots, lengths.metadata(), lengths.operations());
        if (!layout.lengths().equals(lengths)) {
            throw new InvalidModelException(
                    "Invalid section lengths: " + lengths + " (must be " + layout.lengths() + " for these operations)");
        }
        PackedNetwork network = new PackedNetwork(file, metadata, operations, slots, layout, Width.BINARY);
        requireNumbers(network);
        requireZeroGaps(file, layout, operations);
        return ModelFile.ofOne(network);
    }

    /** The slots of all operations, which make a whole network with these names of classes. */
    static List<Slot> finish(SlotInference inference, List<Operation> operations, Metadata metadata) {
        inference.finish();
        List<Slot> slots = inference.slots();
        new Liveness(operations).requireWithinLimit(slots);
        int classes = slots.get(slots.size() - 1).shape().channels();
        int names = metadata.classNames().size();
        if (names != 0 && names != classes) {
            throw new IllegalArgumentException(
                    "Invalid number of class names: " + names + " (must be " + classes + ", one per logit, or none)");
        }
        return slots;
    }

    static void requireNumbers(PackedNetwork network) {
        for (int number = 0; number < network.operations().size(); number++) {
            if (network.operations().get(number) instanceof Convolution convolution) {
                requireNumbers(network, number, convolution);
            }
        }
    }

    private static void requireNumbers(PackedNetwork network, int number, Convolution convolution) {
        try {
            NumberRules.requireParameters(convolution, network.slots(), network.parameters(number));
            NumberRules.requireWeights(
                    convolution,
                    network.slots().get(convolution.input()),
                    NumberRules.largestInput(
                            network.operations(), network.slots(), convolution.input(), network.width()),
                    ModelFile.weights(network, number));
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException(e.getMessage() + " in operation " + number, e);
        }
    }

    /** Refuses a file unless the bytes that only align what follows are zero, so that a file has one form. */
    private static void requireZeroGaps(ByteBuffer file, SectionLayout layout, List<Operation> operations) {
        SectionLengths lengths = layout.lengths();
        new Gap(lengths.metadataAt() + lengths.metadata(), lengths.operationsAt()).requireZero(file);
        new Gap(lengths.operationsAt() + lengths.operations(), lengths.parametersAt()).requireZero(file);
        new Gap(lengths.parametersAt() + lengths.parameters(), lengths.weightsAt()).requireZero(file);
        int end = lengths.weightsAt();
        for (int number = 0; number < operations.size(); number++) {
            if (operations.get(number) instanceof Convolution) {
                new Gap(end, layout.weightsAt(number, 1)).requireZero(file);
                end = layout.weightsAt(number, 1) + layout.weightBytes(number);
            }
        }
    }
}
