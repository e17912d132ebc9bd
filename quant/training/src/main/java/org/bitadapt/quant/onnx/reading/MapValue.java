package org.bitadapt.quant.onnx.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bitadapt.common.network.Shape;

/**
 * A feature map of the network, in the arrangement in which the file has it.
 *
 * <p>Reshaping and transposing change the arrangement only. A map is named by the letters of its axes: {@code N} images,
 * {@code C} channels, {@code H} rows and {@code W} columns. An axis of the file holds several of them, in order, where it is
 * flattened, and none where it has length 1. An axis of the map that has length 1 is in no axis of the file: flattened,
 * squeezed and unsqueezed vectors are thus equal.
 *
 * @param node the node that makes the map
 * @param shape the map's shape for one image
 * @param axes the letters of each axis of the file's tensor, such as {@code N, C, H, W}, or {@code N, CHW} when flattened
 */
record MapValue(String node, Shape shape, List<String> axes) implements Value {

    private static final String IMAGES = "N";
    private static final String PLANES = "CHW";

    MapValue {
        axes = List.copyOf(axes);
    }

    /** A map in the usual arrangement, images x channels x height x width. */
    static MapValue planes(String node, Shape shape) {
        return new MapValue(node, shape, arrangement(shape, "N", "C", "H", "W"));
    }

    /** A map with the channels last, images x height x width x channels. */
    static MapValue channelsLast(String node, Shape shape) {
        return new MapValue(node, shape, arrangement(shape, "N", "H", "W", "C"));
    }

    /** A vector per image, images x channels. */
    static MapValue vector(String node, int length) {
        Shape shape = Shape.vector(length);
        return new MapValue(node, shape, arrangement(shape, "N", "C"));
    }

    private static List<String> arrangement(Shape shape, String... axes) {
        List<String> kept = new ArrayList<>();
        for (String axis : axes) {
            kept.add(axis.equals(IMAGES) || length(shape, axis) > 1 ? axis : "");
        }
        return kept;
    }

    /** The length of an axis of one image. */
    private static int length(Shape shape, String letters) {
        int length = 1;
        for (int i = 0; i < letters.length(); i++) {
            length *= switch (letters.charAt(i)) {
                case 'C' -> shape.channels();
                case 'H' -> shape.height();
                default -> shape.width();
            };
        }
        return length;
    }

    /** Whether the tensor is images x channels x height x width. */
    boolean isPlanes() {
        return axes.equals(planes(node, shape).axes);
    }

    /** Whether the tensor has images in the first axis, and channels alone in the second. */
    boolean isByChannel() {
        return axes.size() > 1 && axes.get(0).equals(IMAGES) && axes.get(1).equals(shape.channels() > 1 ? "C" : "");
    }

    /** Whether the tensor is images x numbers. */
    boolean isRows() {
        return axes.size() == 2 && axes.get(0).equals(IMAGES);
    }

    /** This arrangement of another map of the same shape. */
    MapValue at(String otherNode) {
        return new MapValue(otherNode, shape, axes);
    }

    /** Another arrangement of this map. */
    MapValue arranged(List<String> otherAxes) {
        return new MapValue(node, shape, otherAxes);
    }

    /** The dimensions of the tensor; {@link Value.Sizes#BATCH} for the images. */
    List<Long> dims() {
        return axes.stream()
                .map(axis -> axis.equals(IMAGES) ? Sizes.BATCH : (long) length(shape, axis))
                .toList();
    }

    /** Letters of all axes but the first, in the order in which the numbers of an image lie. */
    private String order() {
        return axes.stream().skip(1).collect(Collectors.joining());
    }

    /** Whether the numbers of an image lie as channels x height x width. */
    boolean isOrdered() {
        String order = order();
        return order.equals(PLANES.chars()
                .mapToObj(Character::toString)
                .filter(letter -> length(shape, letter) > 1)
                .collect(Collectors.joining()));
    }

    /**
     * The places of an image's numbers.
     *
     * @return {@code [channel][y][x]}: the place of the number in the order in which the file has them
     */
    int[] places() {
        int[] strides = new int[PLANES.length()];
        int stride = 1;
        String order = order();
        for (int i = order.length() - 1; i >= 0; i--) {
            strides[PLANES.indexOf(order.charAt(i))] = stride;
            stride *= length(shape, order.substring(i, i + 1));
        }
        int[] places = new int[shape.size()];
        for (int i = 0; i < places.length; i++) {
            int x = i % shape.width();
            int y = i / shape.width() % shape.height();
            int channel = i / shape.width() / shape.height();
            places[i] = channel * strides[0] + y * strides[1] + x * strides[2];
        }
        return places;
    }

    /**
     * The arrangement in which the same numbers in the same order have other dimensions.
     *
     * @param dims the dimensions behind the images
     * @return empty if a dimension would be a part of an axis
     */
    Optional<MapValue> reshaped(List<Long> dims) {
        String order = order();
        List<String> result = new ArrayList<>(List.of(IMAGES));
        int next = 0;
        for (long dim : dims) {
            int first = next;
            while (next < order.length() && length(shape, order.substring(first, next)) < dim) {
                next++;
            }
            if (length(shape, order.substring(first, next)) != dim) {
                return Optional.empty();
            }
            result.add(order.substring(first, next));
        }
        return next == order.length() && axes.get(0).equals(IMAGES) ? Optional.of(arranged(result)) : Optional.empty();
    }
}
