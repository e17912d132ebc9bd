package org.bitadapt.quant.onnx.reading;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Shape;
import org.bitadapt.quant.engine.parameter.ParameterLayout;

/**
 * Reads networks from ONNX files of operator sets 9 to 21.
 *
 * @param companions the files beside the model
 * @param input how pixels became the network's input
 * @param size the size of images where the file leaves it open
 */
public record OnnxImporter(Companions companions, InputNormalization input, Optional<Shape> size) {

    /**
     * Reads a network.
     *
     * <p>Memory is a small multiple of the file's own and its companions' bytes, whatever they say.
     *
     * @param name the network's name, for people
     * @param file the bytes of the file; shared, not changed
     * @throws InvalidOnnxException if the file is damaged or hostile, or has what no layer does; then all such nodes are named
     * @throws IllegalArgumentException if the normalization does not suit the network's images
     */
    public ImportedNetwork read(String name, byte[] file) {
        try {
            return network(name, OnnxFile.parse(file));
        } catch (ArithmeticException e) {
            throw new InvalidOnnxException("Invalid ONNX file: numbers too large (must be an undamaged file)", e);
        }
    }

    private ImportedNetwork network(String name, ModelProto model) {
        GraphProto graph = model.getGraph();
        Constants constants = Constants.of(graph, companions);
        InputImage image = InputImage.of(graph, constants.names(), size);
        Set<String> known = new HashSet<>(constants.names());
        known.add(image.name());
        Operations operations = Operations.of(graph, OnnxFile.operators(model), known);
        Context context = Translation.of(graph, operations, constants, image);
        MapValue scores = scores(context);
        Assembly.Assembled assembled = Assembly.of(context.draft(), scores.node());
        NetworkSpec spec = valid(assembled.layers(), name, image.shape());
        ChannelAffine pixels =
                codes(image).then(context.draft().readImage(image.shape().channels()));
        ImageFolding folding = ImageFolding.of(spec, assembled.weights(), pixels, input);
        return new ImportedNetwork(
                spec, folding.pixels(), image, context.ending(), assembled.restored(), folding.weights());
    }

    private static MapValue scores(Context context) {
        Value value = context.value(context.operations().output());
        if (!(value instanceof MapValue scores) || !scores.shape().isVector() || Draft.isImage(scores.node())) {
            throw new InvalidOnnxException("Unsupported graph: its output '"
                    + context.operations().output() + "' is "
                    + (value instanceof MapValue map ? map.shape() : "constant")
                    + " (must be a vector of class scores)");
        }
        String ending = context.endingNode();
        boolean read =
                context.draft().nodes().stream().anyMatch(node -> node.inputs().contains(ending));
        if (!ending.isEmpty() && (read || !ending.equals(scores.node()))) {
            throw new InvalidOnnxException(
                    "Unsupported graph: a layer reads the result of a softmax (must be at the end)");
        }
        return scores;
    }

    private ChannelAffine codes(InputImage image) {
        if (image.codes() && !input.isNone()) {
            throw new InvalidOnnxException("Invalid normalization: the network reads 8-bit codes and normalizes them"
                    + " itself (must be none)");
        }
        ChannelAffine affine = input.ofCodes(image.shape().channels());
        return image.codes() ? ChannelAffine.identity(image.shape().channels()) : affine;
    }

    /** The network, if engines can execute it. */
    private static NetworkSpec valid(Layers layers, String name, Shape image) {
        try {
            NetworkSpec spec = layers.network(name, image);
            ParameterLayout.of(LoweredNetwork.of(spec));
            return spec;
        } catch (InvalidOnnxException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidOnnxException(
                    e.getMessage()
                            + " (networks that can be imported are chains and sums of a convolution or linear layer,"
                            + " batch norm, sum and ReLU in this order, with pools between)",
                    e);
        }
    }

    /** The names of classes that a network has if nobody gives names: {@code class0, class1, ...}. */
    public static List<String> defaultClasses(int count) {
        return IntStream.range(0, count).mapToObj(index -> "class" + index).toList();
    }
}
