package org.bitadapt.runtime.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads and validates a file of version 2, or its front as far as a chunk's end. */
final class ChunkedFileReader {
    private final ByteBuffer file;
    private final Front front;
    private final List<Width> widths;

    /** Reads the front part of a file. */
    ChunkedFileReader(ByteBuffer file) {
        this.file = file;
        front = Front.read(file);
        widths = front.chunks().stream()
                .flatMap(chunk -> chunk.widths().stream())
                .toList();
    }

    ModelFile read() {
        Metadata metadata = MetadataSection.read(
                new SectionReader(file, "metadata", front.metadataAt(), front.metadata()), front.float32Bytes());
        SlotInference inference = new SlotInference();
        List<Operation> operations = new OperationSection(Front.VERSION)
                .read(
                        new SectionReader(file, "operations", front.operationsAt(), front.operations()),
                        front.operationCount(),
                        inference);
        List<Slot> slots = PackedNetworkReader.finish(inference, operations, metadata);
        NumberRules.requirePlanes(operations, widths.get(widths.size() - 1));
        if (NumberRules.isVersion1(operations, widths)) {
            throw new InvalidModelException("Invalid format version: 2 at byte " + Header.VERSION_AT
                    + " (must be 1 for one width of 1-bit weights and 8-bit maps)");
        }
        ChunkLayout layout = new ChunkLayout(operations, slots, widths, front.end());
        List<ChunkLayout.Place> present = present(layout);
        requireZeroGaps(layout, present);
        SortedMap<Width, PackedNetwork> networks = new TreeMap<>();
        for (ChunkLayout.Place place : present) {
            for (Width width : place.widths()) {
                networks.put(width, network(metadata, operations, slots, layout, width));
            }
        }
        return new ModelFile(operations, networks, sizes(present));
    }

    /** The chunks that the file has, at whose end it ends; their lengths and checksums are checked. */
    private List<ChunkLayout.Place> present(ChunkLayout layout) {
        List<ChunkLayout.Place> present = new ArrayList<>();
        for (int i = 0; i < front.chunks().size(); i++) {
            Chunk chunk = front.chunks().get(i);
            ChunkLayout.Place place = layout.places().get(i);
            if (chunk.parameters() != place.parameters() || chunk.weights() != place.weights()) {
                throw new InvalidModelException("Invalid lengths of chunk " + (i + 1) + ": "
                        + Integer.toUnsignedString(chunk.parameters()) + " bytes of parameters, "
                        + Integer.toUnsignedString(chunk.weights()) + " of weights (must be " + place.parameters()
                        + " and " + place.weights() + " for these operations)");
            }
            if (place.end() <= file.capacity()) {
                present.add(place);
            }
        }
        if (present.isEmpty() || present.get(present.size() - 1).end() != file.capacity()) {
            String ends = layout.places().stream()
                    .map(place -> Integer.toString(place.end()))
                    .collect(Collectors.joining(", "));
            throw new InvalidModelException("Invalid file length: " + file.capacity() + " bytes (must be one of " + ends
                    + ", where chunks end; the file is cut off or has grown)");
        }
        for (int i = 0; i < present.size(); i++) {
            int actual = ModelFileWriter.checksum(file, present.get(i));
            Header.requireChecksum(front.chunks().get(i).checksum(), actual, front.checksumAt(i));
        }
        return present;
    }

    private void requireZeroGaps(ChunkLayout layout, List<ChunkLayout.Place> present) {
        new Gap(front.metadataAt() + front.metadata(), front.operationsAt()).requireZero(file);
        new Gap(front.operationsAt() + front.operations(), front.tableAt()).requireZero(file);
        present.forEach(place -> layout.gaps(place).forEach(gap -> gap.requireZero(file)));
    }

    private PackedNetwork network(
            Metadata metadata, List<Operation> operations, List<Slot> slots, ChunkLayout layout, Width width) {
        NumberPlaces places = layout.at(width, front.metadata(), front.operations());
        List<Operation> narrow = new ArrayList<>();
        for (int number = 0; number < operations.size(); number++) {
            Operation operation = operations.get(number);
            narrow.add(
                    operation instanceof Convolution convolution
                            ? at(width, convolution, slots, places.parametersAt(number), number)
                            : operation);
        }
        PackedNetwork network = new PackedNetwork(file, metadata, narrow, slots, places, width);
        PackedNetworkReader.requireNumbers(network);
        return network;
    }

    /** A convolution at a width, with the residual scale that stands behind its multipliers and offsets. */
    private Convolution at(Width width, Convolution convolution, List<Slot> slots, int parametersAt, int number) {
        float scale = ChunkLayout.hasScale(slots, convolution)
                ? file.getFloat(parametersAt + 2 * Float.BYTES * convolution.outputChannels())
                : 0;
        try {
            return convolution.at(width, scale);
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException(e.getMessage() + " in operation " + number, e);
        }
    }

    private static List<ModelFile.ChunkSize> sizes(List<ChunkLayout.Place> places) {
        return places.stream()
                .map(place -> new ModelFile.ChunkSize(place.widths(), place.parameters(), place.weights(), place.end()))
                .toList();
    }
}
