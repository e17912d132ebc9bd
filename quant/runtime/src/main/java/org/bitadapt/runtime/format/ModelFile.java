package org.bitadapt.runtime.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A validated model file: the network at each of its widths. The networks share the file's buffer.
 *
 * <p>Immutable and safe to share.
 */
public final class ModelFile {
    /**
     * A part of a file of version 2, without which the front of the file is a narrower model. A file of version 1 is one
     * chunk.
     *
     * @param widths the widths whose parameters the chunk has, ascending
     * @param parameters bytes of the parameters of these widths
     * @param weights bytes of the weights that these widths need beyond the chunks before
     * @param end bytes of the file up to the chunk's end
     */
    public record ChunkSize(List<Width> widths, int parameters, int weights, int end) {
        /** Copies the list. */
        public ChunkSize {
            widths = List.copyOf(widths);
        }
    }

    private final List<Operation> operations;
    private final SortedMap<Width, PackedNetwork> networks;
    private final List<ChunkSize> chunks;

    /** Takes the operations with all planes of the file, and a network for each width. */
    ModelFile(List<Operation> operations, SortedMap<Width, PackedNetwork> networks, List<ChunkSize> chunks) {
        this.operations = operations;
        this.networks = networks;
        this.chunks = List.copyOf(chunks);
    }

    /**
     * The widths that the file has.
     *
     * @return at least one width, ascending
     */
    public List<Width> widths() {
        return List.copyOf(networks.keySet());
    }

    /**
     * The network at a width.
     *
     * @param width one of {@link #widths}
     * @return the validated network
     * @throws IllegalArgumentException if the file does not have the width
     */
    public PackedNetwork network(Width width) {
        requireWidths(List.of(width));
        return networks.get(width);
    }

    /**
     * The network at the last of {@link #widths}.
     *
     * @return the validated network
     */
    public PackedNetwork widest() {
        return networks.get(networks.lastKey());
    }

    /**
     * The parts of the file that widths add.
     *
     * @return at least one chunk, in the order of the file
     */
    public List<ChunkSize> chunks() {
        return chunks;
    }

    /**
     * A file with some of the widths, made without data: byte for byte what a {@link PackedModelBuilder} writes for
     * these widths alone, of version 1 where that is enough.
     *
     * @param kept the widths to keep, at least one
     * @return the bytes of the file
     * @throws IllegalArgumentException if no width is to be kept, or the file does not have a width
     */
    public byte[] trim(Collection<Width> kept) {
        requireWidths(kept);
        SortedSet<Width> widths = new TreeSet<>(kept);
        Width most = new Width(widths.last().weights(), Width.MAX_MAPS);
        List<Operation> narrow = new ArrayList<>();
        List<LayerNumbers> numbers = new ArrayList<>();
        for (int number = 0; number < operations.size(); number++) {
            boolean convolves = operations.get(number) instanceof Convolution;
            narrow.add(
                    operations.get(number) instanceof Convolution convolution
                            ? convolution.at(most, 0)
                            : operations.get(number));
            numbers.add(convolves ? numbers(number, widths) : LayerNumbers.NONE);
        }
        PackedNetwork network = widest();
        return new ModelFileWriter(network.metadata(), narrow, network.slots(), numbers).write(widths);
    }

    private LayerNumbers numbers(int number, SortedSet<Width> widths) {
        Map<Width, LayerParameters> parameters = new HashMap<>();
        widths.forEach(width -> parameters.put(width, networks.get(width).parameters(number)));
        return new LayerNumbers(weights(networks.get(widths.last()), number), parameters);
    }

    /** The planes of a convolution at the width of a network, or its 8-bit weights. */
    static List<ByteBuffer> weights(PackedNetwork network, int number) {
        Convolution convolution = (Convolution) network.operations().get(number);
        if (convolution.weightType() == WeightType.INT8) {
            return List.of(network.weights(number));
        }
        List<ByteBuffer> planes = new ArrayList<>();
        for (int plane = 1; plane <= convolution.planes(); plane++) {
            planes.add(network.plane(number, plane));
        }
        return planes;
    }

    private void requireWidths(Collection<Width> asked) {
        for (Width width : asked) {
            if (!networks.containsKey(width)) {
                throw new IllegalArgumentException("Invalid width: " + width + " (must be one of the model's widths "
                        + Width.words(networks.keySet()) + ")");
            }
        }
        if (asked.isEmpty()) {
            throw new IllegalArgumentException(
                    "Invalid widths: none (must be some of the model's widths " + Width.words(networks.keySet()) + ")");
        }
    }

    /** A file whose only width is that of version 1. */
    static ModelFile ofOne(PackedNetwork network) {
        SectionLengths lengths = network.sectionLengths();
        ChunkSize all =
                new ChunkSize(List.of(network.width()), lengths.parameters(), lengths.weights(), network.fileBytes());
        List<Operation> plain = network.operations().stream()
                .map(operation ->
                        operation instanceof Convolution convolution ? convolution.at(network.width(), 0) : operation)
                .toList();
        return new ModelFile(plain, new TreeMap<>(Map.of(network.width(), network)), List.of(all));
    }
}
