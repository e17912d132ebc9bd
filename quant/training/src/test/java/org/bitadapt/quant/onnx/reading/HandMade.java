package org.bitadapt.quant.onnx.reading;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/** Builds graphs node by node; each node reads the one before it unless told otherwise. */
final class HandMade {

    static final String IMAGE = "images";

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("made");
    private final Random random = new Random(5);
    private String last = IMAGE;
    private long operators = 13;

    /** A graph whose input has the given dimensions; 0 is any. */
    HandMade(int... dims) {
        this(DataType.FLOAT, dims);
    }

    HandMade(DataType type, int... dims) {
        graph.addInput(value(IMAGE, type, dims));
    }

    HandMade operators(long version) {
        operators = version;
        return this;
    }

    GraphProto.Builder graph() {
        return graph;
    }

    String last() {
        return last;
    }

    HandMade from(String name) {
        last = name;
        return this;
    }

    private static ValueInfoProto value(String name, DataType type, int... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int dim : dims) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(dim == 0 ? dimension.setDimParam("any") : dimension.setDimValue(dim));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }

    /** Adds a node that reads the last node, and then tensors or nodes by name. */
    HandMade then(String operator, List<String> more, AttributeProto... attributes) {
        return node(operator, List.of(last), more, attributes);
    }

    HandMade then(String operator, AttributeProto... attributes) {
        return then(operator, List.of(), attributes);
    }

    /** Adds a node that reads a constant before the last node. */
    HandMade turned(String operator, String constant, AttributeProto... attributes) {
        return node(operator, List.of(constant, last), List.of(), attributes);
    }

    HandMade source(String operator, AttributeProto... attributes) {
        return node(operator, List.of(), List.of(), attributes);
    }

    private HandMade node(String operator, List<String> inputs, List<String> more, AttributeProto... attributes) {
        String output = "v" + graph.getNodeCount();
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(operator.toLowerCase(java.util.Locale.ROOT) + graph.getNodeCount())
                .addAllInput(inputs)
                .addAllInput(more)
                .addOutput(output)
                .addAllAttribute(Arrays.asList(attributes)));
        last = output;
        return this;
    }

    /** A tensor of random numbers around 0; returns its name. */
    String random(int... dims) {
        float[] values = new float[Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() / 2;
        }
        return floats(values, dims);
    }

    /** A tensor of random numbers above 0. */
    String positive(int... dims) {
        float[] values = new float[Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.2f + random.nextFloat();
        }
        return floats(values, dims);
    }

    String floats(float[] values, int... dims) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(DataType.FLOAT, bytes, dims);
    }

    String longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return tensor(DataType.INT64, bytes, values.length);
    }

    private String tensor(DataType type, ByteBuffer bytes, int... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("t" + graph.getInitializerCount())
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes.rewind()));
        Arrays.stream(dims).forEach(tensor::addDims);
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    /** A convolution with random weights and bias. */
    HandMade convolution(int inputs, int outputs, int kernel, AttributeProto... attributes) {
        return then("Conv", List.of(random(outputs, inputs, kernel, kernel), random(outputs)), attributes);
    }

    /** The mean over the map, flattened, and a matrix with a bias: the usual end. */
    HandMade classify(int inputs, int classes) {
        return then("GlobalAveragePool")
                .then("Flatten")
                .then("Gemm", List.of(random(classes, inputs), random(classes)), number("transB", 1));
    }

    /** The file of the graph, whose output is the last node. */
    byte[] file() {
        return model().toByteArray();
    }

    ModelProto model() {
        GraphProto.Builder whole = graph.clone();
        if (whole.getOutputCount() == 0) {
            whole.addOutput(ValueInfoProto.newBuilder()
                    .setName(last)
                    .setType(TypeProto.newBuilder()
                            .setTensorType(TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE))));
        }
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(operators))
                .setGraph(whole)
                .build();
    }

    ImportedNetwork imported(InputNormalization input) {
        return new OnnxImporter(Companions.NONE, input, Optional.empty()).read("made", file());
    }

    ImportedNetwork imported() {
        return imported(InputNormalization.NONE);
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

    static AttributeProto decimal(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }
}
