package org.bitadapt.quant.onnx.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitadapt.quant.onnx.reading.HandMade.number;
import static org.bitadapt.quant.onnx.reading.HandMade.numbers;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What no layer does is refused, all of it in one message. */
class UnsupportedGraphTest {

    private static HandMade colour() {
        return new HandMade(1, 3, 12, 12);
    }

    private static void refuse(HandMade graph, String... parts) {
        assertThatThrownBy(graph::imported)
                .isInstanceOf(InvalidOnnxException.class)
                .satisfies(error -> assertThat(error.getMessage()).contains(parts));
    }

    @Test
    void allNodesAreNamedInOneMessage() {
        HandMade graph = colour().convolution(3, 4, 3).then("Sigmoid");
        graph.then("Conv", List.of(graph.random(4, 1, 3, 3)), number("group", 4))
                .then("Relu");
        graph.from("v0")
                .convolution(4, 4, 3, numbers("dilations", 2, 2))
                .then("Erf")
                .then("Softmax");
        String side = graph.last();
        graph.from("v0").then("Add", List.of(side)).classify(4, 3);
        assertThatThrownBy(graph::imported)
                .isInstanceOf(InvalidOnnxException.class)
                .hasMessage("""
                        Unsupported network made: 2 nodes have no layer that does the same:
                          Conv 'conv4' has dilations [2, 2] (must be 1)
                          Erf 'erf5' is an operator that no layer has; use Relu, or train the network with ReLU instead: it is \
                        the only activation of BitAdapt's networks""");
    }

    @Test
    void nodesBehindUnsupportedNodesAreNamedIfTheirOperatorIsUnsupported() {
        HandMade graph =
                colour().convolution(3, 4, 3).then("Sigmoid").then("Relu").then("InstanceNormalization");
        refuse(
                graph.classify(4, 3),
                "2 nodes",
                "Sigmoid 'sigmoid1'",
                "InstanceNormalization 'instancenormalization3' is an operator that no layer has; train the network with"
                        + " batch norm");
    }

    @Test
    void aNodeWithoutNameIsNamedByItsOutput() {
        HandMade graph = colour().convolution(3, 4, 3).then("Tanh");
        graph.graph().getNodeBuilder(1).clearName();
        refuse(graph.classify(4, 3), "Tanh of output 'v1' is an operator that no layer has");
    }

    @Test
    void groupsAndOtherWindows() {
        HandMade graph = colour();
        graph.then("Conv", List.of(graph.random(3, 1, 3, 3)), number("group", 3));
        refuse(
                graph.classify(3, 2),
                "has 3 groups (must be 1); take a network without grouped or depthwise convolutions");
        HandMade oblong = colour();
        oblong.then("Conv", List.of(oblong.random(4, 3, 3, 1)));
        refuse(oblong.classify(4, 2), "has kernel [3, 1] (must be two equal numbers)");
        refuse(
                colour().convolution(3, 4, 3, numbers("pads", 0, 0, 1, 1), numbers("strides", 2, 2))
                        .classify(4, 2),
                "pads 0 above, 0 left, 1 below and 1 right of 12x12 pixels");
        refuse(
                colour().convolution(3, 4, 3)
                        .then(
                                "MaxPool",
                                numbers("kernel_shape", 3, 3),
                                numbers("strides", 2, 2),
                                number("ceil_mode", 1))
                        .classify(4, 2),
                "with ceil_mode of 10x10 pixels");
        refuse(
                colour().convolution(3, 4, 3)
                        .then("AveragePool", numbers("kernel_shape", 2, 2))
                        .classify(4, 2),
                "averages windows of 2x2 of a map of 4x10x10 (must be the whole map)");
    }

    @Test
    void formsThatEnginesDoNotHave() {
        HandMade before = colour().convolution(3, 4, 3).then("Relu");
        before.then(
                "BatchNormalization",
                List.of(before.random(4), before.random(4), before.random(4), before.positive(4)));
        refuse(
                before.then("Relu").classify(4, 2),
                "batchnormalization2 multiplies and adds constants",
                "must follow one");
        HandMade joined = colour().convolution(3, 4, 3);
        String first = joined.last();
        joined.from(HandMade.IMAGE).convolution(3, 4, 3).then("Concat", List.of(first), number("axis", 1));
        refuse(joined.classify(8, 2), "Concat 'concat2' reads a feature map", "branches are added");
        refuse(colour().convolution(3, 4, 3).then("Flatten"), "is 4x10x10 (must be a vector of class scores)");
        refuse(colour().convolution(3, 4, 3), "is 4x10x10 (must be a vector of class scores)");
    }

    @Test
    void aSoftmaxInTheMiddle() {
        HandMade graph =
                colour().convolution(3, 4, 3).then("Relu").classify(4, 5).then("Softmax");
        graph.then("Gemm", List.of(graph.random(5, 2)));
        refuse(graph, "a layer reads the result of a softmax (must be at the end)");
    }

    @Test
    void otherOperatorSetsAndOutputs() {
        refuse(
                colour().convolution(3, 4, 3).classify(4, 2).operators(8),
                "Unsupported operator set: 8 (must be 9 to 21");
        refuse(colour().convolution(3, 4, 3).classify(4, 2).operators(22), "Unsupported operator set: 22");
        HandMade two = colour().convolution(3, 4, 3).classify(4, 2);
        two.graph()
                .addOutput(onnx.Onnx.ValueInfoProto.newBuilder().setName("v0"))
                .addOutput(onnx.Onnx.ValueInfoProto.newBuilder().setName(two.last()));
        refuse(two, "outputs [v0, v3] (must be one output");
    }

    @Test
    void imagesOfNoSize() {
        refuse(
                new HandMade(0, 3, 0, 0).convolution(3, 4, 3).classify(4, 2),
                "images of 3x0x0, where 0 is any size (must be one size");
        refuse(new HandMade(0, 10).then("Relu"), "2 dimensions (must be 4");
    }

    @Test
    void normalizationsOfOtherChannels() {
        InputNormalization grey = new InputNormalization(
                List.of(0.5), List.of(1.0), InputNormalization.Range.UNIT, InputNormalization.Order.BGR);
        assertThatThrownBy(() -> new HandMade(1, 1, 8, 8)
                        .convolution(1, 4, 3)
                        .classify(4, 2)
                        .imported(grey))
                .hasMessage("Invalid order of channels: bgr for images of 1 channels (must be 3)");
        InputNormalization two = new InputNormalization(
                List.of(0.5, 0.5), List.of(1.0), InputNormalization.Range.UNIT, InputNormalization.Order.RGB);
        assertThatThrownBy(() -> colour().convolution(3, 4, 3).classify(4, 2).imported(two))
                .hasMessageContaining("Invalid mean: [0.5, 0.5] (must be one number, or 3");
    }
}
