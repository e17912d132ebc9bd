package org.bitadapt.quant.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.Width;

/**
 * Writes ONNX files.
 *
 * <p>The input {@code pixels} is uint8 {@code [batch, channel, height, width]}, for any batch; normalization is inside
 * the graph. The output {@code scores} is float {@code [batch, class]}, before the softmax. The metadata are {@code
 * network}, {@code classes} (one a line), {@code precision}, and {@code width} where it is not 1-bit weights and 8-bit maps.
 */
public final class OnnxExporter {

    /** The name of the graph's input. */
    public static final String INPUT = "pixels";

    /** The name of the graph's output. */
    public static final String OUTPUT = "scores";

    private static final Width BINARY = new Width(1, MapPrecision.MOST_BITS);
    private static final String BATCH = "batch";
    private static final String PRODUCER = "bitadapt";
    private static final long OPERATOR_SET = 13;
    // The version of the file format of operator set 13.
    private static final long FORMAT_VERSION = 7;

    private OnnxExporter() {}

    /**
     * Exports a network to the bytes of an {@code .onnx} file.
     *
     * @throws IllegalArgumentException if the network has no lowered form
     */
    public static byte[] export(OnnxSource source, OnnxForm form) {
        OnnxGraph graph = new OnnxGraph(source.spec().name());
        new NetworkWriter(source, form, graph).write();
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(FORMAT_VERSION)
                .setProducerName(PRODUCER)
                .setProducerVersion(version())
                .setDocString("uint8 pixels [batch, channel, height, width] to class scores")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
                .setGraph(ends(graph.proto(), source));
        metadata(source)
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private static GraphProto.Builder ends(GraphProto.Builder graph, OnnxSource source) {
        Shape image = source.spec().input();
        return graph.addInput(value(INPUT, DataType.UINT8, image.channels(), image.height(), image.width()))
                .addOutput(value(OUTPUT, DataType.FLOAT, source.spec().classes()));
    }

    private static ValueInfoProto value(String name, DataType type, int... perImage) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
        for (int size : perImage) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static Map<String, String> metadata(OnnxSource source) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("network", source.spec().name());
        entries.put("classes", String.join("\n", source.classNames()));
        entries.put("precision", source.quantized() ? "binary" : "float32");
        Width width = source.spec().ownWidth();
        if (!width.equals(BINARY)) {
            entries.put("width", width.toString());
        }
        return entries;
    }

    private static String version() {
        String version = OnnxExporter.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }
}
