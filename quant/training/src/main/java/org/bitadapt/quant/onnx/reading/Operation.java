package org.bitadapt.quant.onnx.reading;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;

/**
 * A node of a file.
 *
 * @param operators the version of the standard operators
 */
record Operation(NodeProto proto, int operators) {

    /** The node's operator, such as {@code Conv}. */
    String type() {
        return proto.getOpType();
    }

    /** The node for people: its operator and its name, or where it has no name, the name of its output. */
    String label() {
        String name = proto.getName().isEmpty() ? "of output '" + output() + "'" : "'" + proto.getName() + "'";
        String domain = OnnxFile.isStandard(proto.getDomain()) ? "" : proto.getDomain() + ".";
        return domain + type() + " " + name;
    }

    List<String> inputs() {
        return proto.getInputList();
    }

    /** The name of an input; empty if the node does not have it. */
    String input(int index) {
        return index < proto.getInputCount() ? proto.getInput(index) : "";
    }

    /** The name of the first output. */
    String output() {
        return proto.getOutputCount() == 0 ? "" : proto.getOutput(0);
    }

    Optional<AttributeProto> attribute(String name) {
        return proto.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    long number(String name, long otherwise) {
        return attribute(name).map(AttributeProto::getI).orElse(otherwise);
    }

    float decimal(String name, float otherwise) {
        return attribute(name).map(AttributeProto::getF).orElse(otherwise);
    }

    String text(String name, String otherwise) {
        return attribute(name)
                .map(attribute -> attribute.getS().toString(StandardCharsets.UTF_8))
                .orElse(otherwise);
    }

    /** The numbers of an attribute; none if the node does not have it. */
    List<Long> numbers(String name) {
        return attribute(name).map(AttributeProto::getIntsList).orElse(List.of());
    }

    /** An attribute that must have a value, or be left out. */
    void require(String name, long value) {
        long found = number(name, value);
        if (found != value) {
            throw new UnsupportedNodeException("has " + name + " " + found + " (must be " + value + ")", "");
        }
    }
}
