package org.bitadapt.quant.onnx.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitadapt.common.network.Shape;

/**
 * A file that {@code torch.onnx} exported, and the scores that PyTorch gave, by {@code export_torch.py}.
 *
 * @param shape the shape of the images
 * @param input how the script normalized pixels
 * @param scores the scores, {@code [image][class]}; probabilities where the network ends with a softmax
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record TorchNetwork(String name, byte[] file, Shape shape, InputNormalization input, double[][] scores) {

    static final List<String> NAMES =
            List.of("residual-folded", "residual", "alexnet", "alexnet-dropout", "vgg", "plain");
    private static final int IMAGES = 4;

    static TorchNetwork named(String name) {
        try {
            JsonNode json = new ObjectMapper().readTree(resource("scores.json")).get(name);
            JsonNode shape = json.get("shape");
            double[][] scores = new double[json.get("scores").size()][];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = numbers(json.get("scores").get(i)).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
            }
            return new TorchNetwork(
                    name,
                    resource(name + ".onnx"),
                    new Shape(
                            shape.get(0).intValue(),
                            shape.get(1).intValue(),
                            shape.get(2).intValue()),
                    normalization(json),
                    scores);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputNormalization normalization(JsonNode json) {
        List<Double> mean = numbers(json.get("mean"));
        return mean.isEmpty()
                ? InputNormalization.NONE
                : new InputNormalization(
                        mean,
                        numbers(json.get("deviation")),
                        InputNormalization.Range.UNIT,
                        InputNormalization.Order.RGB);
    }

    private static List<Double> numbers(JsonNode list) {
        List<Double> numbers = new ArrayList<>();
        list.forEach(number -> numbers.add(number.doubleValue()));
        return numbers;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = TorchNetwork.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    ImportedNetwork imported() {
        return new OnnxImporter(Companions.NONE, input, Optional.empty()).read(name, file);
    }

    /** The script's images, {@code [image][y][x][channel]}. */
    byte[] pixels() {
        byte[] pixels = new byte[IMAGES * shape.size()];
        int next = 0;
        for (int i = 0; i < IMAGES; i++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    for (int c = 0; c < shape.channels(); c++) {
                        pixels[next++] = (byte) (57 * i + 31 * c + 13 * y + 7 * x + 3 * x * y * (i + 1) + 11 * c * y);
                    }
                }
            }
        }
        return pixels;
    }
}
