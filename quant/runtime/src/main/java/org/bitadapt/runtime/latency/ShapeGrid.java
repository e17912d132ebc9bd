package org.bitadapt.runtime.latency;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The shapes that layers take when their channels shrink.
 *
 * <p>Each layer has all pairs of its input and output channel counts. The counts are the smallest that is asked for,
 * the multiples of a step above it, and the present count; channels that cannot shrink have one count.
 */
public final class ShapeGrid {

    private ShapeGrid() {}

    /**
     * Channels that shrink together, if at all.
     *
     * @param present the present number of channels
     * @param shrinks false for the image's channels and for the class scores
     * @param linear whether only linear layers make the channels
     */
    public record Channels(int present, boolean shrinks, boolean linear) {

        private Channels kept() {
            return new Channels(present, false, linear);
        }

        /** The channel counts, descending. */
        private SortedSet<Integer> counts(GridSteps steps, int least) {
            SortedSet<Integer> counts = new TreeSet<>(Comparator.reverseOrder());
            counts.add(present);
            if (shrinks) {
                counts.add(Math.min(least, present));
                int step = linear ? steps.linears() : steps.convolutions();
                for (int count = step; count < present; count += step) {
                    if (count >= least) {
                        counts.add(count);
                    }
                }
            }
            return counts;
        }
    }

    /**
     * A layer of a network.
     *
     * @param geometry everything but the layer's channels
     * @param inputs the channels that the layer reads
     * @param outputs the channels that the layer makes; in pooling the inputs' channels
     */
    public record Layer(LayerGeometry geometry, Channels inputs, Channels outputs) {

        /**
         * The shape with the present channels.
         *
         * @return the shape of the layer before it shrinks
         */
        public LayerShape present() {
            return new LayerShape(geometry, inputs.present(), outputs.present());
        }

        /** The layer with all its channels at every count of planes, its own first; itself if it has no planes. */
        public Stream<Layer> byPlanes() {
            int planes = geometry.weightBits() < Byte.SIZE ? geometry.weightBits() : 0;
            return planes == 0
                    ? Stream.of(this)
                    : IntStream.range(0, planes)
                            .mapToObj(taken -> new Layer(geometry.withWeightBits(planes - taken), inputs, outputs));
        }

        /** The layer with channels that do not shrink. */
        public Layer keepingChannels() {
            return new Layer(geometry, inputs.kept(), outputs.kept());
        }
    }

    /**
     * The shapes to measure.
     *
     * @param layers the layers of a network
     * @param steps the distances between channel counts
     * @param least the smallest channel count that a search will ask for, at least 1
     * @return every shape once, in the order of the layers, largest channels first
     */
    public static List<LayerShape> of(List<Layer> layers, GridSteps steps, int least) {
        if (least < 1) {
            throw new IllegalArgumentException("Invalid least channels: " + least + " (must be at least 1)");
        }
        Set<LayerShape> shapes = new LinkedHashSet<>();
        for (Layer layer : layers) {
            for (int inputs : layer.inputs().counts(steps, least)) {
                SortedSet<Integer> outputs = layer.geometry().kind().channelwise()
                        ? new TreeSet<>(Set.of(inputs))
                        : layer.outputs().counts(steps, least);
                outputs.forEach(count -> shapes.add(new LayerShape(layer.geometry(), inputs, count)));
            }
        }
        return List.copyOf(shapes);
    }
}
