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
     * @return the network, whose numbers stay in the mapping
     * @throws InvalidModelException if the file breaks a rule of the format
     * @throws IOException if the file cannot be read
     */
    public static PackedNetwork read(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > Integer.MAX_VALUE) {
                throw new InvalidModelException("Invalid model file: " + size + " bytes (must be at most "
                        + Integer.MAX_VALUE + ") in " + path);
            }
            return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
        } catch (InvalidModelException e) {
            throw e.in(path.toString());
        }
    }

    /**
     * Validates a file held in memory.
     *
     * @param bytes the whole file, from position to limit, which is shared and must not change afterwards
     * @return the network, whose numbers stay in {@code bytes}
     * @throws InvalidModelException if the file breaks a rule of the format
     */
    public static PackedNetwork read(ByteBuffer bytes) {
        ByteBuffer file = bytes.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        Header header = Header.read(file);
        header.requireChecksum(file);
        try {
            return read(file, header);
        } catch (InvalidModelException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException(e.getMessage(), e);
        }
    }

    private static PackedNetwork read(ByteBuffer file, Header header) {
        SectionLengths lengths = header.lengths();
        Metadata metadata = MetadataSection.read(
                new SectionReader(file, "metadata", lengths.metadataAt(), lengths.metadata()), header.float32Bytes());
        SlotInference inference = new SlotInference();
        List<Operation> operations = OperationSection.read(
                new SectionReader(file, "operations", lengths.operationsAt(), lengths.operations()),
                header.operationCount(),
                inference);
        inference.finish();
        List<Slot> slots = inference.slots();
        new Liveness(operations).requireWithinLimit(slots);
        requireClassNames(metadata, slots);
        SectionLayout layout = new SectionLayout(operations, slots, lengths.metadata(), lengths.operations());
        if (!layout.lengths().equals(lengths)) {
            throw new InvalidModelException(
                    "Invalid section lengths: " + lengths + " (must be " + layout.lengths() + " for these operations)");
        }
        PackedNetwork network = new PackedNetwork(file, metadata, operations, slots, layout);
        requireNumbers(network);
        requireZeroGaps(file, layout, operations);
        return network;
    }

    static void requireClassNames(Metadata metadata, List<Slot> slots) {
        int classes = slots.get(slots.size() - 1).shape().channels();
        int names = metadata.classNames().size();
        if (names != 0 && names != classes) {
            throw new IllegalArgumentException(
                    "Invalid number of class names: " + names + " (must be " + classes + ", one per logit, or none)");
        }
    }

    private static void requireNumbers(PackedNetwork network) {
        for (int number = 0; number < network.operations().size(); number++) {
            if (network.operations().get(number) instanceof Convolution convolution) {
                requireNumbers(network, number, convolution);
            }
        }
    }

    private static void requireNumbers(PackedNetwork network, int number, Convolution convolution) {
        try {
            NumberRules.requireParameters(convolution, network.multipliers(number), network.offsets(number));
            NumberRules.requireWeights(
                    convolution,
                    network.slots().get(convolution.input()),
                    NumberRules.largestInput(network.operations(), network.slots(), convolution.input()),
                    network.weights(number));
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException(e.getMessage() + " in operation " + number, e);
        }
    }

    /** Refuses a file unless the bytes that only align what follows are zero, so that a file has one form. */
    private static void requireZeroGaps(ByteBuffer file, SectionLayout layout, List<Operation> operations) {
        SectionLengths lengths = layout.lengths();
        requireZero(file, lengths.metadataAt() + lengths.metadata(), lengths.operationsAt());
        requireZero(file, lengths.operationsAt() + lengths.operations(), lengths.parametersAt());
        requireZero(file, lengths.parametersAt() + lengths.parameters(), lengths.weightsAt());
        int end = lengths.weightsAt();
        for (int number = 0; number < operations.size(); number++) {
            if (operations.get(number) instanceof Convolution) {
                requireZero(file, end, layout.weightsAt(number));
                end = layout.weightsEnd(number);
            }
        }
    }

    private static void requireZero(ByteBuffer file, int from, int to) {
        for (int at = from; at < to; at++) {
            if (file.get(at) != 0) {
                throw new InvalidModelException(
                        "Invalid alignment byte: " + file.get(at) + " at byte " + at + " (must be 0)");
            }
        }
    }
}
