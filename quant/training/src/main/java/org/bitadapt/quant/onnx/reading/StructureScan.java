package org.bitadapt.quant.onnx.reading;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.WireFormat;

/**
 * Counts the bytes of a file that are not numbers of tensors, before objects are made of them: two bytes can be a message
 * that takes a hundred bytes of memory, while numbers take as many bytes as in the file.
 */
final class StructureScan {

    /** The most bytes that are not numbers; a ResNet-101 with the exporter's notes has about 1 MB. */
    static final int MOST_BYTES = 4 << 20;

    /** The messages on the way to numbers. */
    private enum Part {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        TENSOR
    }

    private static final Map<Part, Map<Integer, Part>> INNER = Map.of(
            Part.MODEL, Map.of(ModelProto.GRAPH_FIELD_NUMBER, Part.GRAPH),
            Part.GRAPH,
                    Map.of(GraphProto.NODE_FIELD_NUMBER, Part.NODE, GraphProto.INITIALIZER_FIELD_NUMBER, Part.TENSOR),
            Part.NODE, Map.of(NodeProto.ATTRIBUTE_FIELD_NUMBER, Part.ATTRIBUTE),
            Part.ATTRIBUTE, Map.of(AttributeProto.T_FIELD_NUMBER, Part.TENSOR),
            Part.TENSOR, Map.of());
    private static final Set<Integer> NUMBERS = Set.of(
            TensorProto.RAW_DATA_FIELD_NUMBER,
            TensorProto.FLOAT_DATA_FIELD_NUMBER,
            TensorProto.DOUBLE_DATA_FIELD_NUMBER);

    private long numbers;

    private StructureScan() {}

    /**
     * The number of bytes of a file that are not numbers of tensors.
     *
     * @throws IOException if the bytes are no protocol buffer
     */
    static long structureBytes(byte[] file) throws IOException {
        StructureScan scan = new StructureScan();
        scan.scan(CodedInputStream.newInstance(file), Part.MODEL);
        return file.length - scan.numbers;
    }

    private void scan(CodedInputStream in, Part part) throws IOException {
        while (!in.isAtEnd()) {
            int tag = in.readTag();
            if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                if (!in.skipField(tag)) {
                    return;
                }
                continue;
            }
            int field = WireFormat.getTagFieldNumber(tag);
            int length = in.readRawVarint32();
            Part inner = INNER.get(part).get(field);
            if (inner != null) {
                int limit = in.pushLimit(length);
                scan(in, inner);
                in.popLimit(limit);
            } else {
                numbers += part == Part.TENSOR && NUMBERS.contains(field) ? length : 0;
                in.skipRawBytes(length);
            }
        }
    }
}
