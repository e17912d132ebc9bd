package org.bitadapt.quant.onnx.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;

/**
 * The layers of a file as they are found, before they are put in the form that engines execute.
 *
 * <p>Every multiplication and addition per channel is a batch norm here. Those of the image make another image, whose name
 * is {@code input} and a number.
 */
final class Draft {

    private static final String IMAGE = NetworkSpec.INPUT + "@";

    private final NodeNames names = new NodeNames();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Weights> weights = new LinkedHashMap<>();
    private final Map<String, Norm> norms = new HashMap<>();
    private final Set<String> affine = new HashSet<>();
    private final Map<String, ChannelAffine> images = new HashMap<>();
    private final Set<String> readImages = new HashSet<>();
    private final Map<String, String> flattened = new HashMap<>();

    NodeNames names() {
        return names;
    }

    List<Node> nodes() {
        return nodes;
    }

    /** The numbers of layers with weights. */
    Map<String, Weights> weights() {
        return weights;
    }

    /** The batch norms by the names of their nodes. */
    Map<String, Norm> norms() {
        return norms;
    }

    /** The names of the batch norms that are none in the file, but constants that are multiplied or added. */
    Set<String> affine() {
        return affine;
    }

    /** Adds a layer; returns its name. */
    String add(String name, LayerSpec layer, List<String> inputs) {
        nodes.add(new Node(name, layer, inputs.stream().map(Draft::plain).toList()));
        inputs.stream().filter(Draft::isImage).forEach(readImages::add);
        return name;
    }

    /** The name by which nodes of networks know an image. */
    private static String plain(String input) {
        return isImage(input) ? NetworkSpec.INPUT : input;
    }

    /** Whether a name is that of the image, as it is or with constants multiplied and added. */
    static boolean isImage(String name) {
        return name.equals(NetworkSpec.INPUT) || name.startsWith(IMAGE);
    }

    /** The image with constants multiplied and added; returns its name. */
    String image(String from, ChannelAffine change) {
        String name = IMAGE + images.size();
        images.put(name, images.containsKey(from) ? images.get(from).then(change) : change);
        return name;
    }

    /**
     * The multiplications and additions of the image that the network reads.
     *
     * @throws InvalidOnnxException if it reads the image in more than one form
     */
    ChannelAffine readImage(int channels) {
        if (readImages.size() > 1) {
            throw new InvalidOnnxException("Unsupported graph: its layers read the image in " + readImages.size()
                    + " forms (must be one: normalize the image once)");
        }
        return readImages.stream().findFirst().map(images::get).orElseGet(() -> ChannelAffine.identity(channels));
    }

    /** A map as a vector: a flatten in front of it, if it has more than one pixel. */
    String flat(MapValue map) {
        if (map.shape().isVector()) {
            return map.node();
        }
        return flattened.computeIfAbsent(map.node(), node -> {
            String base = isImage(node) ? "flatten" : node + ".flatten";
            return add(names.unused(base), new LayerSpec.Flatten(), List.of(node));
        });
    }
}
