package org.bitadapt.quant.onnx.reading;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.UnsafeByteOperations;

/**
 * Parses files as data that anybody may have made.
 *
 * <p>Memory stays within about 60 times {@link StructureScan#MOST_BYTES} beside the file's own bytes.
 */
final class OnnxFile {

    private static final int OLDEST_OPERATORS = 9;
    private static final int NEWEST_OPERATORS = 21;
    private static final int MOST_NODES = 4_000;
    private static final int MOST_NESTED_MESSAGES = 20;
    private static final List<String> STANDARD = List.of("", "ai.onnx");

    private OnnxFile() {}

    /**
     * Parses a file.
     *
     * @throws InvalidOnnxException if the file is no ONNX model, is of another operator set than 9 to 21, or is too large
     */
    static ModelProto parse(byte[] file) {
        ModelProto model = message(file);
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
            throw new InvalidOnnxException("Invalid ONNX file: it has no graph of nodes (must be a model)");
        }
        if (model.getGraph().getNodeCount() > MOST_NODES) {
            throw new InvalidOnnxException("Invalid ONNX file: "
                    + model.getGraph().getNodeCount() + " nodes (must be " + MOST_NODES + " or less)");
        }
        operators(model);
        return model;
    }

    private static ModelProto message(byte[] file) {
        try {
            long structure = StructureScan.structureBytes(file);
            if (structure > StructureScan.MOST_BYTES) {
                throw new InvalidOnnxException(String.format(
                        Locale.ROOT,
                        "Invalid ONNX file: %,d bytes beside the numbers of tensors (must be %,d or less)",
                        structure,
                        StructureScan.MOST_BYTES));
            }
            CodedInputStream in = UnsafeByteOperations.unsafeWrap(file).newCodedInput();
            in.enableAliasing(true); // tensors stay in the file's own memory
            in.setRecursionLimit(MOST_NESTED_MESSAGES);
            ModelProto model = ModelProto.parseFrom(in);
            in.checkLastTagWas(0);
            return model;
        } catch (IOException e) {
            throw new InvalidOnnxException("Invalid ONNX file: " + e.getMessage() + " (must be an undamaged file)", e);
        }
    }

    /** The version of the standard operators. */
    static int operators(ModelProto model) {
        long version = model.getOpsetImportList().stream()
                .filter(set -> STANDARD.contains(set.getDomain()))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max()
                .orElse(0);
        if (version < OLDEST_OPERATORS || version > NEWEST_OPERATORS) {
            throw new InvalidOnnxException("Unsupported operator set: " + version + " (must be " + OLDEST_OPERATORS
                    + " to " + NEWEST_OPERATORS + ": export with opset_version=17)");
        }
        return (int) version;
    }

    /** Whether a domain is that of the standard operators. */
    static boolean isStandard(String domain) {
        return STANDARD.contains(domain);
    }
}
