package org.bitadapt.quant.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Collects nodes and constants. Every method that adds a node or constant returns the name of its value. That is the
 * requested name unless the name is taken already: layers are named by users.
 */
final class OnnxGraph {

    private final GraphProto.Builder graph;
    /** Names of nodes and constants so far, and of the graph's input and output. */
    private final Set<String> names = new HashSet<>(Set.of(OnnxExporter.INPUT, OnnxExporter.OUTPUT));

    OnnxGraph(String name) {
        graph = GraphProto.newBuilder().setName(name);
    }

    /** A name that is not taken yet: {@code name}, or {@code name} with a number behind it. */
    private String unused(String name) {
        String free = name;
        for (int number = 2; !names.add(free); number++) {
            free = name + "_" + number;
        }
        return free;
    }

    /** The graph with the collected nodes and constants, to which more can be added. */
    GraphProto.Builder proto() {
        return graph;
    }

    /** Adds a node that has the name of its output. */
    String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        return add(operator, unused(output), inputs, attributes);
    }

    private String add(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(Arrays.asList(attributes)));
        return output;
    }

    /** Adds a node that cuts its input along the channels; returns the names of the channels. */
    List<String> channels(String name, int count, String input) {
        List<String> outputs = IntStream.range(0, count)
                .mapToObj(channel -> unused(name + "." + channel))
                .toList();
        graph.addNode(NodeProto.newBuilder()
                .setName(unused(name))
                .setOpType("Split")
                .addInput(input)
                .addAllOutput(outputs)
                .addAttribute(number("axis", 1)));
        return outputs;
    }

    /** Adds the graph's output: the scores as they are if they are a vector, else the flattened map of one pixel. */
    void scores(String value, boolean isVector) {
        if (isVector) {
            add("Identity", OnnxExporter.OUTPUT, List.of(value));
        } else {
            add("Flatten", OnnxExporter.OUTPUT, List.of(value), number("axis", 1));
        }
    }

    /** Adds a convolution's node; the caller adds the nodes before and behind it. */
    String convolution(String operator, String output, List<String> inputs, Step.Window window) {
        return node(
                operator,
                output,
                inputs,
                numbers("kernel_shape", window.height(), window.width()),
                numbers("strides", window.stride(), window.stride()),
                numbers("pads", window.padding(), window.padding(), window.padding(), window.padding()));
    }

    /** Flattens channels x height x width to a vector. */
    String flatten(String output, String value) {
        return node("Flatten", output, List.of(value), number("axis", 1));
    }

    /** Turns a vector into channels x 1 x 1. */
    String unflatten(String output, String value) {
        return node("Unsqueeze", output, List.of(value, longs(output + ".axes", 2, 3)));
    }

    String quantize(String output, String value, Quantization quantization) {
        return convert("QuantizeLinear", output, value, quantization);
    }

    /**
     * Lowers codes above a map's largest code to the largest code. It is done behind the rounding: ONNX Runtime then still
     * finds the rounding directly behind a product, and computes both in 8 bits.
     */
    String limited(String output, String codes, FeatureMap map) {
        String lowest = unsignedBytes(output + ".lowest", new byte[1]);
        String largest = unsignedBytes(output + ".largest", new byte[] {(byte) map.largestCode()});
        return node("Clip", output, List.of(codes, lowest, largest));
    }

    String dequantize(String output, String value, Quantization quantization) {
        return convert("DequantizeLinear", output, value, quantization);
    }

    private String convert(String operator, String output, String value, Quantization quantization) {
        int count = quantization.zeroPoints().size();
        long[] shape = quantization.perChannel() ? new long[] {count} : new long[0];
        float[] scales = new float[count];
        byte[] zeros = new byte[count];
        for (int i = 0; i < count; i++) {
            scales[i] = (float) quantization.scale();
            zeros[i] = quantization.zeroPoints().get(i).byteValue();
        }
        List<String> inputs =
                List.of(value, floats(output + ".scale", scales, shape), unsignedBytes(output + ".zero", zeros, shape));
        return quantization.perChannel()
                ? node(operator, output, inputs, number("axis", 1))
                : node(operator, output, inputs);
    }

    /** Adds constant weights {@code [out]...} with one scale per output behind them. */
    String scaledWeights(String output, byte[] codes, long[] shape, float[] scales) {
        int outputs = scales.length;
        // Zeros could be left out, but ONNX Runtime 1.22 cannot make a quantized Gemm of weights without them.
        List<String> inputs = List.of(
                signedBytes(output + ".codes", codes, shape),
                floats(output + ".scale", scales, outputs),
                signedBytes(output + ".zero", new byte[outputs], outputs));
        return node("DequantizeLinear", output, inputs, number("axis", 0));
    }

    /** Multiplies sums of products by one scale per index of an axis. */
    String scaledSums(String output, String sums, float[] scales, int axis) {
        List<String> inputs = List.of(sums, floats(output + ".scale", scales, scales.length));
        return node("DequantizeLinear", output, inputs, number("axis", axis));
    }

    String floats(String name, float[] values, long... shape) {
        ByteBuffer bytes = buffer(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return constant(name, TensorProto.DataType.FLOAT, bytes, shape);
    }

    String integers(String name, int[] values, long... shape) {
        ByteBuffer bytes = buffer(values.length * Integer.BYTES);
        bytes.asIntBuffer().put(values);
        return constant(name, TensorProto.DataType.INT32, bytes, shape);
    }

    String longs(String name, long... values) {
        ByteBuffer bytes = buffer(values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        return constant(name, TensorProto.DataType.INT64, bytes, values.length);
    }

    String signedBytes(String name, byte[] values, long... shape) {
        return constant(name, TensorProto.DataType.INT8, ByteBuffer.wrap(values), shape);
    }

    String unsignedBytes(String name, byte[] values, long... shape) {
        return constant(name, TensorProto.DataType.UINT8, ByteBuffer.wrap(values), shape);
    }

    private String constant(String wanted, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
        String name = unused(wanted);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes.rewind()));
        Arrays.stream(shape).forEach(tensor::addDims);
        graph.addInitializer(tensor);
        return name;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN); // raw data is little-endian by the standard
    }

    static AttributeProto number(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto numbers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }
}
