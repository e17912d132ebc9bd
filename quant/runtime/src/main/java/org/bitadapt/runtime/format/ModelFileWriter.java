package org.bitadapt.runtime.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.zip.CRC32C;

/** Lays out files: of version 1 for a network that needs no more, else of version 2. */
final class ModelFileWriter {
    private final Metadata metadata;
    private final List<Operation> operations;
    private final List<Slot> slots;
    private final List<LayerNumbers> numbers;

    /** Takes operations whose residual scales are +0, and for each the numbers. */
    ModelFileWriter(Metadata metadata, List<Operation> operations, List<Slot> slots, List<LayerNumbers> numbers) {
        this.metadata = metadata;
        this.operations = operations;
        this.slots = slots;
        this.numbers = numbers;
    }

    /** The bytes of a file of these widths, of which layers have parameters. */
    byte[] write(SortedSet<Width> widths) {
        NumberRules.requirePlanes(operations, widths.last());
        return NumberRules.isVersion1(operations, widths) ? version1() : version2(widths);
    }

    private byte[] version1() {
        List<Operation> scaled = new ArrayList<>();
        for (int number = 0; number < operations.size(); number++) {
            scaled.add(
                    operations.get(number) instanceof Convolution convolution
                            ? convolution.at(
                                    Width.BINARY,
                                    parameters(number, Width.BINARY).residualScale())
                            : operations.get(number));
        }
        byte[] metadataSection = MetadataSection.write(metadata);
        byte[] operationSection = new OperationSection(Header.VERSION).write(scaled);
        SectionLayout layout = new SectionLayout(scaled, slots, metadataSection.length, operationSection.length);
        SectionLengths lengths = layout.lengths();
        byte[] bytes = new byte[layout.fileBytes()];
        ByteBuffer file = littleEndian(bytes);
        file.put(lengths.metadataAt(), metadataSection).put(lengths.operationsAt(), operationSection);
        putParameters(file, layout, Width.BINARY, false);
        putWeights(file, layout);
        Header.write(file, metadata.float32Bytes(), lengths, operations.size());
        return bytes;
    }

    private byte[] version2(SortedSet<Width> widths) {
        byte[] metadataSection = MetadataSection.write(metadata);
        byte[] operationSection = new OperationSection(Front.VERSION).write(operations);
        int count = (int) widths.stream().mapToInt(Width::weights).distinct().count();
        int frontEnd = Front.end(metadataSection.length, operationSection.length, count);
        ChunkLayout layout = new ChunkLayout(operations, slots, widths, frontEnd);
        List<ChunkLayout.Place> places = layout.places();
        byte[] bytes = new byte[places.get(count - 1).end()];
        ByteBuffer file = littleEndian(bytes);
        for (Width width : widths) {
            NumberPlaces at = layout.at(width, metadataSection.length, operationSection.length);
            putParameters(file, at, width, true);
        }
        putWeights(file, layout.at(widths.last(), metadataSection.length, operationSection.length));
        List<Chunk> chunks = places.stream().map(place -> chunk(file, place)).toList();
        Front front = new Front(
                metadata.float32Bytes(), metadataSection.length, operationSection.length, operations.size(), chunks);
        file.put(front.metadataAt(), metadataSection).put(front.operationsAt(), operationSection);
        front.write(file);
        return bytes;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Chunk chunk(ByteBuffer file, ChunkLayout.Place place) {
        return new Chunk(
                place.weightBits(), place.mapBits(), place.parameters(), place.weights(), checksum(file, place));
    }

    /** The checksum of a chunk with the bytes that align it. */
    static int checksum(ByteBuffer file, ChunkLayout.Place place) {
        CRC32C crc = new CRC32C();
        crc.update(file.slice(place.start(), place.end() - place.start()));
        return (int) crc.getValue();
    }

    private LayerParameters parameters(int number, Width width) {
        return numbers.get(number).parameters().get(width);
    }

    private void putParameters(ByteBuffer file, NumberPlaces places, Width width, boolean scales) {
        for (int number = 0; number < operations.size(); number++) {
            if (operations.get(number) instanceof Convolution convolution) {
                LayerParameters its = parameters(number, width);
                int at = places.parametersAt(number);
                for (float multiplier : its.multipliers()) {
                    file.putFloat(at, multiplier);
                    at += Float.BYTES;
                }
                for (float offset : its.offsets()) {
                    file.putFloat(at, offset);
                    at += Float.BYTES;
                }
                if (scales && ChunkLayout.hasScale(slots, convolution)) {
                    file.putFloat(at, its.residualScale());
                }
            }
        }
    }

    private void putWeights(ByteBuffer file, NumberPlaces places) {
        for (int number = 0; number < operations.size(); number++) {
            if (operations.get(number) instanceof Convolution convolution) {
                for (int plane = 1; plane <= convolution.planes(); plane++) {
                    ByteBuffer weights = numbers.get(number).weights().get(plane - 1);
                    file.put(places.weightsAt(number, plane), weights, 0, places.weightBytes(number));
                }
            }
        }
    }
}
