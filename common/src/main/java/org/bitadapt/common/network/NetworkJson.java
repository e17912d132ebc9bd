package org.bitadapt.common.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads and writes networks as JSON text: a name, the shape of the image, and one object a node.
 *
 * <pre>{@code
 * {
 *   "name": "tiny",
 *   "input": {"channels":3,"height":32,"width":32},
 *   "nodes": [
 *     {"name":"conv1","inputs":["input"],"type":"conv2d","outputs":8,"kernel":3,"stride":1,"padding":1,...},
 *     ...
 *   ]
 * }
 * }</pre>
 *
 * <p>A network of several bit widths also has {@code "widths": [{"weights":1,"maps":8}, ...]}, ascending.
 *
 * <p>Every other key is required and no other is allowed. The types are {@code conv2d, linear, batch-norm, relu, add,
 * max-pool, global-average-pool, flatten} and {@code dropout}, with the components of the {@link LayerSpec} records as
 * keys. The text of a network is always the same, so that files can be compared.
 */
public final class NetworkJson {

    /** The largest text that is read; a ResNet-101 has about 40 kB. */
    static final int MAX_BYTES = 4 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private NetworkJson() {}

    /** The text of a network, with one line a node. */
    public static String write(NetworkSpec network) {
        Shape input = network.input();
        ObjectNode shape = MAPPER.createObjectNode()
                .put("channels", input.channels())
                .put("height", input.height())
                .put("width", input.width());
        String nodes = network.nodes().stream().map(node -> "    " + node(node)).collect(Collectors.joining(",\n"));
        return """
                {
                  "name": %s,
                  "input": %s,%s
                  "nodes": [
                %s
                  ]
                }
                """.formatted(TextNode.valueOf(network.name()), shape, widths(network.widths()), nodes);
    }

    private static String widths(List<Width> widths) {
        ArrayNode json = MAPPER.createArrayNode();
        widths.forEach(width -> json.addObject().put("weights", width.weights()).put("maps", width.maps()));
        return widths.isEmpty() ? "" : "\n  \"widths\": " + json + ",";
    }

    private static ObjectNode node(Node node) {
        ObjectNode json = MAPPER.createObjectNode().put("name", node.name());
        ArrayNode inputs = json.putArray("inputs");
        node.inputs().forEach(inputs::add);
        LayerJson.write(node.layer(), json);
        return json;
    }

    /**
     * Reads a network file.
     *
     * @throws IllegalArgumentException if the file cannot be read, or is not a valid network; the message names the
     *     file and the node
     */
    public static NetworkSpec read(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream.readNBytes(MAX_BYTES + 1));
        } catch (IOException e) {
            throw new IllegalArgumentException("Invalid network file: " + file + " (must be a readable file)", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", in file " + file, e);
        }
    }

    /**
     * Reads the text of a network.
     *
     * @throws IllegalArgumentException if the text is not a valid network; the message names the node
     */
    public static NetworkSpec read(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static NetworkSpec read(byte[] json) {
        if (json.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "Invalid network: the text is too long (must be " + MAX_BYTES + " bytes or less)");
        }
        JsonObject root = JsonObject.of("network", parse(json));
        root.checkKeys(List.of("name", "input", "widths", "nodes"), List.of("widths"));
        List<Node> nodes = new ArrayList<>();
        for (JsonNode node : root.array("nodes")) {
            nodes.add(node("node " + (nodes.size() + 1), node));
        }
        return new NetworkSpec(
                root.text("name"), shape(JsonObject.of("input", root.value("input"))), nodes, widths(root));
    }

    private static List<Width> widths(JsonObject root) {
        List<Width> widths = new ArrayList<>();
        if (root.has("widths")) {
            for (JsonNode width : root.array("widths")) {
                JsonObject json = JsonObject.of("width " + (widths.size() + 1), width);
                json.checkKeys(List.of("weights", "maps"));
                widths.add(new Width(json.integer("weights"), json.integer("maps")));
            }
        }
        return widths;
    }

    private static Node node(String position, JsonNode json) {
        String name = JsonObject.of(position, json).text("name");
        JsonObject object = JsonObject.of("node " + name, json);
        LayerSpec layer = LayerJson.read(object, List.of("name", "inputs", "type"));
        return new Node(name, layer, object.texts("inputs"));
    }

    private static Shape shape(JsonObject json) {
        json.checkKeys(List.of("channels", "height", "width"));
        return new Shape(json.integer("channels"), json.integer("height"), json.integer("width"));
    }

    private static JsonNode parse(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Invalid network: " + e.getOriginalMessage() + " (must be JSON)" + line(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(JsonProcessingException e) {
        return e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
    }
}
