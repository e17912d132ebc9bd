package org.bitadapt.runtime.format;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where each convolution's numbers are in a file of version 2. The layout follows from the operations and the widths.
 *
 * <p>A chunk has the parameters of all widths of its weight bits, and then the weights that these widths need beyond the
 * chunks before: 8-bit weights in the first chunk, then plane by plane the weights of each convolution, each starting at
 * a multiple of 8 bytes from the start of the chunk's weights.
 */
final class ChunkLayout {
    /**
     * Where a chunk is.
     *
     * @param widths the widths whose parameters the chunk has, ascending
     * @param start the end of what comes before
     * @param parametersAt where the parameters begin
     * @param parameters bytes of the parameters
     * @param weightsAt where the weights begin
     * @param weights bytes of the weights
     */
    record Place(List<Width> widths, int start, int parametersAt, int parameters, int weightsAt, int weights) {
        int end() {
            return weightsAt + weights;
        }

        int weightBits() {
            return widths.get(0).weights();
        }

        int mapBits() {
            return widths.stream().mapToInt(width -> 1 << (width.maps() - 1)).sum();
        }
    }

    private final List<Operation> operations;
    private final WeightSizes sizes;
    private final List<Place> places = new ArrayList<>();
    /** Where planes are: [operation][plane - 1]. */
    private final int[][] weightsAt;
    /** Where a convolution's parameters are, from the first of its width on. */
    private final int[] parameterOffsets;

    private final int[] parameterLengths;
    /** The bytes of the parameters of one width. */
    private final int parameterBytes;

    /** Derives the layout of the chunks behind the front part; throws if the file exceeds 2 GB. */
    ChunkLayout(List<Operation> operations, List<Slot> slots, Collection<Width> widths, int frontEnd) {
        this.operations = operations;
        sizes = new WeightSizes(operations, slots);
        weightsAt = new int[operations.size()][];
        parameterOffsets = new int[operations.size()];
        parameterLengths = new int[operations.size()];
        long parameters = 0;
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i) instanceof Convolution convolution) {
                weightsAt[i] = new int[convolution.planes()];
                parameterOffsets[i] = (int) parameters;
                parameterLengths[i] = parameterBytes(slots, convolution);
                parameters += parameterLengths[i];
                WeightSizes.requireFits(parameters);
            }
        }
        parameterBytes = (int) parameters;
        int end = frontEnd;
        int planesBefore = 0;
        for (Map.Entry<Integer, List<Width>> chunk : byWeightBits(widths).entrySet()) {
            Place place = place(chunk.getValue(), end, planesBefore);
            places.add(place);
            end = place.end();
            planesBefore = chunk.getKey();
        }
    }

    private static SortedMap<Integer, List<Width>> byWeightBits(Collection<Width> widths) {
        SortedMap<Integer, List<Width>> chunks = new TreeMap<>();
        for (Width width : new TreeSet<>(widths)) {
            chunks.computeIfAbsent(width.weights(), bits -> new ArrayList<>()).add(width);
        }
        return chunks;
    }

    /** The bytes of a convolution's parameters at one width. */
    private static int parameterBytes(List<Slot> slots, Convolution convolution) {
        return 2 * Float.BYTES * convolution.outputChannels() + (hasScale(slots, convolution) ? Float.BYTES : 0);
    }

    /** Whether a convolution has a residual scale, because its residual has codes. */
    static boolean hasScale(List<Slot> slots, Convolution convolution) {
        return convolution.residual().isPresent()
                && slots.get(convolution.residual().getAsInt()).type() == ElementType.U8;
    }

    private Place place(List<Width> widths, int start, int planesBefore) {
        long parametersAt = SectionLengths.aligned(start);
        long parameters = (long) parameterBytes * widths.size();
        long begin = SectionLengths.aligned(parametersAt + parameters);
        WeightSizes.requireFits(begin);
        long end = planesBefore == 0 ? placeBytes(begin) : begin;
        for (int plane = planesBefore + 1; plane <= widths.get(0).weights(); plane++) {
            end = placePlane(begin, end, plane);
        }
        return new Place(widths, start, (int) parametersAt, (int) parameters, (int) begin, (int) (end - begin));
    }

    private long placeBytes(long begin) {
        long end = begin;
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i) instanceof Convolution convolution && convolution.weightType() == WeightType.INT8) {
                end = place(begin, end, i, 1);
            }
        }
        return end;
    }

    private long placePlane(long begin, long before, int plane) {
        long end = before;
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i) instanceof Convolution convolution
                    && convolution.weightType() != WeightType.INT8
                    && convolution.planes() >= plane) {
                end = place(begin, end, i, plane);
            }
        }
        return end;
    }

    private long place(long begin, long end, int operation, int plane) {
        long at = begin + SectionLengths.alignedWeights(end - begin);
        long next = at + sizes.weightBytes(operation);
        WeightSizes.requireFits(next);
        weightsAt[operation][plane - 1] = (int) at;
        return next;
    }

    /** The chunks in order. */
    List<Place> places() {
        return places;
    }

    /** Where the numbers of a width are, in a file whose sections of metadata and operations have these lengths. */
    NumberPlaces at(Width width, int metadata, int operationsLength) {
        int parameters = 0;
        int weights = 0;
        for (Place place : places) {
            parameters += place.parameters();
            weights += place.weights();
            int index = place.widths().indexOf(width);
            if (index >= 0) {
                SectionLengths lengths = new SectionLengths(metadata, operationsLength, parameters, weights);
                return new AtWidth(place.parametersAt() + index * parameterBytes, lengths, place.end());
            }
        }
        throw new IllegalArgumentException("Invalid width: " + width + " (must be in the file)");
    }

    /** The places of one width. */
    private final class AtWidth implements NumberPlaces {
        private final int parametersAt;
        private final SectionLengths lengths;
        private final int end;

        AtWidth(int parametersAt, SectionLengths lengths, int end) {
            this.parametersAt = parametersAt;
            this.lengths = lengths;
            this.end = end;
        }

        @Override
        public int weightsPerOutput(int operation) {
            return sizes.weightsPerOutput(operation);
        }

        @Override
        public int weightBytes(int operation) {
            return sizes.weightBytes(operation);
        }

        @Override
        public int weightsAt(int operation, int plane) {
            return weightsAt[operation][plane - 1];
        }

        @Override
        public int parametersAt(int operation) {
            return parametersAt + parameterOffsets[operation];
        }

        @Override
        public int parameterBytes(int operation) {
            return parameterLengths[operation];
        }

        @Override
        public SectionLengths lengths() {
            return lengths;
        }

        @Override
        public int fileBytes() {
            return end;
        }
    }

    /** The bytes of a chunk that only align others. */
    List<Gap> gaps(Place place) {
        List<Gap> gaps = new ArrayList<>();
        gaps.add(new Gap(place.start(), place.parametersAt()));
        gaps.add(new Gap(place.parametersAt() + place.parameters(), place.weightsAt()));
        SortedMap<Integer, Integer> ends = new TreeMap<>();
        for (int i = 0; i < weightsAt.length; i++) {
            for (int at : weightsAt[i] == null ? new int[0] : weightsAt[i]) {
                if (at >= place.weightsAt() && at < place.end()) {
                    ends.put(at, at + sizes.weightBytes(i));
                }
            }
        }
        int end = place.weightsAt();
        for (Map.Entry<Integer, Integer> weights : ends.entrySet()) {
            gaps.add(new Gap(end, weights.getKey()));
            end = weights.getValue();
        }
        return gaps;
    }
}
