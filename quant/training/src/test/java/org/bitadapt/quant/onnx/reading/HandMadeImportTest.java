package org.bitadapt.quant.onnx.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitadapt.quant.onnx.reading.HandMade.decimal;
import static org.bitadapt.quant.onnx.reading.HandMade.number;
import static org.bitadapt.quant.onnx.reading.HandMade.numbers;
import static org.bitadapt.quant.onnx.reading.HandMade.text;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.TensorProto.DataType;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.Shape;
import org.bitadapt.quant.engine.contract.EngineOptions.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs that PyTorch's exporter does not make here give the scores that ONNX Runtime gives. */
class HandMadeImportTest {

    private static final double TOLERANCE = 1e-5;
    private static final Shape IMAGE = new Shape(3, 11, 8);

    static byte[] pixels(Shape shape) {
        byte[] pixels = new byte[3 * shape.size()];
        new Random(9).nextBytes(pixels);
        return pixels;
    }

    private static ImportedNetwork equal(HandMade graph) throws OrtException {
        ImportedNetwork imported = graph.imported();
        byte[] pixels = pixels(IMAGE);
        Scores.assertClose(
                Scores.of(imported, pixels, Kind.REFERENCE),
                OnnxRuntimeScores.of(graph.file(), IMAGE, pixels),
                TOLERANCE);
        return imported;
    }

    private static HandMade colour() {
        return new HandMade(0, 3, 11, 8);
    }

    private static Arguments window(String name, AttributeProto... attributes) {
        return Arguments.of(name, attributes);
    }

    static Stream<Arguments> convolutions() {
        return Stream.of(
                window("no padding"),
                window("padding", numbers("pads", 1, 1, 1, 1)),
                window("stride", numbers("strides", 2, 2), numbers("pads", 1, 1, 1, 1)),
                window("zeros that no window reads", numbers("strides", 2, 2), numbers("pads", 0, 0, 1, 0)),
                window("same", text("auto_pad", "SAME_UPPER")),
                window("same below", text("auto_pad", "SAME_LOWER")),
                window("valid", text("auto_pad", "VALID"), numbers("strides", 2, 2)),
                window("stated", numbers("kernel_shape", 3, 3), numbers("dilations", 1, 1), number("group", 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("convolutions")
    void windowsOfConvolutions(String name, AttributeProto[] attributes) throws OrtException {
        equal(colour().convolution(3, 5, 3, attributes)
                .then("Relu")
                .convolution(5, 4, 3)
                .classify(4, 6));
    }

    static Stream<Arguments> pools() {
        return Stream.of(
                window("padding", numbers("kernel_shape", 3, 3), numbers("strides", 2, 2), numbers("pads", 1, 1, 1, 1)),
                window("ceiling without another window", numbers("kernel_shape", 3, 3), number("ceil_mode", 1)),
                window("same", numbers("kernel_shape", 3, 3), text("auto_pad", "SAME_UPPER")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pools")
    void windowsOfPools(String name, AttributeProto[] attributes) throws OrtException {
        equal(colour().convolution(3, 5, 3)
                .then("MaxPool", attributes)
                .then("Relu")
                .classify(5, 4));
    }

    @Test
    void aReluBehindPoolsAndDropoutGoesInFrontOfThem() throws OrtException {
        ImportedNetwork imported = equal(colour().convolution(3, 5, 3)
                .then("MaxPool", numbers("kernel_shape", 2, 2))
                .operators(11)
                .then("Dropout", decimal("ratio", 0.25f))
                .then("Relu")
                .then("Relu")
                .then("MaxPool", numbers("kernel_shape", 2, 2))
                .then("Relu")
                .classify(5, 4));
        assertThat(imported.spec().nodes().stream().map(Node::layer).filter(LayerSpec.Activation.class::isInstance))
                .hasSize(1);
    }

    @Test
    void factorsOfMatrices() throws OrtException {
        HandMade graph = colour().convolution(3, 5, 3)
                .then("Relu")
                .then("GlobalAveragePool")
                .then("Flatten");
        graph.then("Gemm", List.of(graph.random(5, 7), graph.random(7)), decimal("alpha", 0.5f), decimal("beta", -3))
                .then("Relu");
        graph.then("Gemm", List.of(graph.random(7, 6), graph.floats(new float[] {2})))
                .then("Relu");
        graph.then("MatMul", List.of(graph.random(6, 5)))
                .turned("Add", graph.random(1, 5))
                .then("Relu");
        equal(graph.then("MatMul", List.of(graph.random(5, 3))));
    }

    @Test
    void batchNormsOfEveryEpsilonAndConstantsAroundThem() throws OrtException {
        HandMade graph = colour().convolution(3, 5, 3);
        graph.then("Mul", List.of(graph.random(1, 5, 1, 1)));
        graph.then("BatchNormalization", norm(graph, 5), decimal("epsilon", 2));
        graph.then("Add", List.of(graph.random(5, 1, 1))).then("Relu").convolution(5, 4, 3);
        graph.then("BatchNormalization", norm(graph, 4)).then("Mul", List.of(graph.random(1)));
        graph.then("Sub", List.of(graph.random(4, 1, 1)))
                .turned("Sub", graph.random())
                .then("Relu")
                .convolution(4, 4, 1);
        graph.then("BatchNormalization", norm(graph, 4), decimal("epsilon", 0), decimal("momentum", 1));
        graph.then("Div", List.of(graph.positive(4, 1, 1)));
        ImportedNetwork imported = equal(graph.then("Relu").classify(4, 3));
        assertThat(imported.kept()).isEqualTo(3);
        assertThat(imported.restored()).isEmpty();
    }

    private static List<String> norm(HandMade graph, int channels) {
        return List.of(
                graph.random(channels), graph.random(channels), graph.random(channels), graph.positive(channels));
    }

    /** Variances that are a millionth of the squared means are rounded away in float32; gamma makes up for it. */
    @Test
    void aBatchNormFarFromZeroKeepsItsFunction() {
        Norm norm = new Norm(
                new double[] {30, -7},
                new double[] {-3001, 5},
                new double[] {100.1, 3},
                new double[] {1e-4, 2},
                LayerSpec.BatchNorm.STANDARD);
        Norm.Parameters numbers = norm.parameters();
        for (int c = 0; c < 2; c++) {
            double mean = numbers.mean()[c];
            double variance = Math.max(numbers.secondMoment()[c] - mean * mean, 0);
            for (double x : new double[] {mean - 0.02, mean, mean + 0.03}) {
                double y = numbers.gamma()[c] * (x - mean) / Math.sqrt(variance + 1e-5) + numbers.beta()[c];
                assertThat(y)
                        .isCloseTo(norm.gain()[c] * x + norm.shift()[c], org.assertj.core.data.Offset.offset(1e-5));
            }
        }
    }

    @Test
    void sumsInEitherOrderOfBranches() throws OrtException {
        HandMade graph = colour().convolution(3, 5, 3).then("Relu");
        String block = graph.last();
        String first = graph.convolution(5, 5, 3, numbers("pads", 1, 1, 1, 1)).last();
        graph.from(block).convolution(5, 5, 1).then("Add", List.of(first)).then("Relu");
        String second = graph.last();
        graph.convolution(5, 5, 3, numbers("pads", 1, 1, 1, 1))
                .turned("Add", second)
                .then("Relu");
        equal(graph.classify(5, 4));
    }

    @Test
    void layersThatShareWeights() throws OrtException {
        HandMade graph = colour();
        String kernel = graph.random(3, 3, 3, 3);
        AttributeProto padding = numbers("pads", 1, 1, 1, 1);
        ImportedNetwork imported = equal(graph.then("Conv", List.of(kernel), padding)
                .then("Relu")
                .then("Conv", List.of(kernel), padding)
                .then("Relu")
                .classify(3, 4));
        assertThat(imported.spec().weighted()).hasSize(3);
    }

    @Test
    void channelsLastAndAFlattenOfThem() throws OrtException {
        HandMade graph = new HandMade(0, 11, 8, 3).then("Transpose", numbers("perm", 0, 3, 1, 2));
        graph.convolution(3, 5, 3)
                .then("Relu")
                .then("Transpose", numbers("perm", 0, 2, 3, 1))
                .then("Flatten");
        graph.then("MatMul", List.of(graph.random(9 * 6 * 5, 4)));
        byte[] pixels = pixels(IMAGE);
        double[] zeros = new double[3];
        Scores.assertClose(
                Scores.of(graph.imported(), pixels, Kind.REFERENCE),
                OnnxRuntimeScores.of(
                        graph.file(), IMAGE, true, pixels, 1 / 255.0, zeros, new double[] {1, 1, 1}, false),
                TOLERANCE);
    }

    @Test
    void dimensionsOfOneComeAndGo() throws OrtException {
        HandMade graph = colour().convolution(3, 5, 3).then("Relu");
        graph.then("ReduceMean", numbers("axes", -1, 2), number("keepdims", 0));
        graph.then("Unsqueeze", List.of(graph.longs(2, 3))).convolution(5, 6, 1).then("Relu");
        graph.then("Squeeze", List.of(graph.longs(3)));
        graph.then("Reshape", List.of(graph.longs(0, 1, -1))).then("Reshape", List.of(graph.longs(-1, 6)));
        equal(graph.then("Gemm", List.of(graph.random(6, 4))));
    }

    @Test
    void anAverageOfTheWholeMap() throws OrtException {
        HandMade graph = colour().convolution(3, 5, 3).then("Relu");
        graph.then("AveragePool", numbers("kernel_shape", 1, 1)).then("AveragePool", numbers("kernel_shape", 9, 6));
        graph.then("Flatten");
        equal(graph.then("Gemm", List.of(graph.random(5, 4))).then("LogSoftmax"));
    }

    /** Mean and deviation of each channel, blue first, and a normalization in the graph on top. */
    @Test
    void imagesAreNormalizedAsInTraining() throws OrtException {
        HandMade graph = colour();
        graph.then("Sub", List.of(graph.random(1, 3, 1, 1))).then("Div", List.of(graph.positive(3, 1, 1)));
        graph.convolution(3, 5, 3, numbers("pads", 1, 1, 1, 1)).then("Relu").classify(5, 4);
        byte[] pixels = pixels(IMAGE);
        double[] mean = {103.939, 116.779, 123.68};
        double[] deviation = {57.375, 57.12, 58.395};
        ImportedNetwork imported = graph.imported(new InputNormalization(
                List.of(103.939, 116.779, 123.68),
                List.of(57.375, 57.12, 58.395),
                InputNormalization.Range.CODES,
                InputNormalization.Order.BGR));
        assertThat(imported.pixels().shifts()).hasSize(3);
        Scores.assertClose(
                Scores.of(imported, pixels, Kind.REFERENCE),
                OnnxRuntimeScores.of(graph.file(), IMAGE, false, pixels, 1, mean, deviation, true),
                TOLERANCE);
    }

    /** Padding with 0 is padding with the mean, here 123.675: whole zero points would make other edges. */
    @Test
    void paddingIsTheMeanOfTraining() throws OrtException {
        HandMade graph = colour().convolution(3, 5, 3, numbers("pads", 2, 2, 2, 2))
                .then("Relu")
                .classify(5, 4);
        InputNormalization input = new InputNormalization(
                List.of(0.485), List.of(0.229), InputNormalization.Range.UNIT, InputNormalization.Order.RGB);
        ImportedNetwork imported = graph.imported(input);
        assertThat(imported.pixels().zeroPoints()).containsExactly(124, 124, 124);
        assertThat(imported.pixels().zero(1)).isEqualTo(123.675f);
        byte[] pixels = pixels(IMAGE);
        Scores.assertClose(
                Scores.of(imported, pixels, Kind.REFERENCE),
                OnnxRuntimeScores.of(
                        graph.file(),
                        IMAGE,
                        false,
                        pixels,
                        1 / 255.0,
                        new double[] {0.485, 0.485, 0.485},
                        new double[] {0.229, 0.229, 0.229},
                        false),
                TOLERANCE);
    }

    @Test
    void withoutANormalizationPixelsAreDividedBy255() {
        ImportedNetwork imported = colour().convolution(3, 5, 3).classify(5, 4).imported();
        assertThat(imported.pixels().zeroPoints()).containsExactly(0, 0, 0);
        assertThat(imported.pixels().scale()).isEqualTo(1 / 255f);
        assertThat(imported.pixels().shifts()).isEmpty();
    }

    @Test
    void halvesAndDoublesAreRounded() {
        HandMade graph = colour();
        graph.graph()
                .addInitializer(onnx.Onnx.TensorProto.newBuilder()
                        .setName("half")
                        .setDataType(DataType.FLOAT16_VALUE)
                        .addDims(5)
                        .addInt32Data(0x3c00)
                        .addInt32Data(0xc000)
                        .addInt32Data(0x3555)
                        .addInt32Data(1)
                        .addInt32Data(0x7bff))
                .addInitializer(onnx.Onnx.TensorProto.newBuilder()
                        .setName("double")
                        .setDataType(DataType.DOUBLE_VALUE)
                        .addDims(4)
                        .addAllDoubleData(List.of(0.1, -2.0, 3.0, 4.0)));
        graph.then("Conv", List.of(graph.random(5, 3, 3, 3), "half"))
                .then("Relu")
                .then("GlobalAveragePool")
                .then("Flatten");
        graph.then("Gemm", List.of(graph.random(4, 5), "double"), number("transB", 1));
        ImportedNetwork imported = graph.imported();
        double[] half = imported.weights().get("conv0").norm().orElseThrow().shift();
        assertThat(half).containsExactly(1, -2, 0.333251953125, 0x1p-24, 65504);
        assertThat(imported.weights().get("gemm4").bias().orElseThrow()).containsExactly(0.1f, -2, 3, 4);
    }
}
