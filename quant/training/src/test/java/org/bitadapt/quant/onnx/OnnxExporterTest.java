package org.bitadapt.quant.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.common.network.Width;
import org.bitadapt.quant.engine.TrainingEngines;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.pack.ModelPacker;
import org.bitadapt.runtime.Logits;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxExporterTest {

    private static final int IMAGES = 200;

    static Stream<Arguments> samples() {
        return Stream.of(OnnxSamples.residual(), OnnxSamples.chain(), OnnxSamples.forked(), OnnxSamples.mixed())
                .flatMap(network -> IntStream.range(0, 3).mapToObj(seed -> Arguments.of(network, seed)));
    }

    @Test
    void theSamplesHaveEveryKindOfStep() {
        assertThat(samples()
                        .map(sample -> (NetworkSpec) sample.get()[0])
                        .flatMap(spec -> LoweredNetwork.of(spec).steps().stream())
                        .<Class<?>>map(Step::getClass))
                .contains(Step.class.getPermittedSubclasses());
    }

    @ParameterizedTest(name = "{0} seed={1}")
    @MethodSource("samples")
    void quantizedNetworksGiveTheScoresOfThePackedModel(NetworkSpec network, int seed) throws OrtException {
        OnnxSource source = OnnxSamples.source(network, PrecisionPolicy.BINARY, seed);
        assertSameScores(source, packedScores(source));
    }

    @ParameterizedTest(name = "{0} seed={1}")
    @MethodSource("samples")
    void networksOfOneBitThroughoutDoToo(NetworkSpec network, int seed) throws OrtException {
        PrecisionPolicy policy = PrecisionPolicy.BINARY.withEnds(WeightPrecision.BINARY);
        OnnxSource source = OnnxSamples.source(network, policy, seed);
        assertSameScores(source, packedScores(source));
    }

    @ParameterizedTest(name = "{0} seed={1}")
    @MethodSource("samples")
    void floatNetworksGiveTheScoresOfTheTrainingGraph(NetworkSpec network, int seed) throws OrtException {
        OnnxSource source = OnnxSamples.source(network, PrecisionPolicy.FLOAT32, seed);
        assertSameScores(source, graphScores(source));
    }

    @ParameterizedTest(name = "{0} seed={1}")
    @MethodSource("samples")
    void fusedNetworksDifferByRoundingOnly(NetworkSpec network, int seed) throws OrtException {
        OnnxSource source = OnnxSamples.source(network, PrecisionPolicy.BINARY, seed);
        float[] expected = packedScores(source);
        float[] actual = scores(source, OnnxForm.FUSED);
        assertDifferByRounding(expected, actual);
    }

    static Stream<Arguments> widths() {
        return Stream.of(new Width(2, 8), new Width(4, 8), new Width(7, 8), new Width(1, 4), new Width(4, 2))
                .flatMap(width -> Stream.of(
                                OnnxSamples.residual(), OnnxSamples.chain(), OnnxSamples.forked(), OnnxSamples.mixed())
                        .map(network -> Arguments.of(network, width)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("widths")
    void otherWidthsGiveTheScoresOfThePackedModelToo(NetworkSpec network, Width width) throws OrtException {
        OnnxSource source = OnnxSamples.source(network, PrecisionPolicy.BINARY.withWidth(width), 1);
        assertSameScores(source, packedScores(source));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("widths")
    void layersOfPlanesThroughoutDoToo(NetworkSpec network, Width width) throws OrtException {
        PrecisionPolicy policy =
                PrecisionPolicy.BINARY.withWidth(width).withEnds(WeightPrecision.ofPlanes(width.weights()));
        OnnxSource source = OnnxSamples.source(network, policy, 2);
        assertSameScores(source, packedScores(source));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("widths")
    void otherWidthsThatAreFusedDifferByRoundingOnly(NetworkSpec network, Width width) throws OrtException {
        OnnxSource source = OnnxSamples.source(network, PrecisionPolicy.BINARY.withWidth(width), 1);
        float[] expected = packedScores(source);
        // A threshold that is off by half a product moves a code of two bits by a third of its range.
        assertDifferByRounding(expected, scores(source, OnnxForm.FUSED), width.maps() > 2 ? 0.05 : 0.1);
    }

    static Stream<Arguments> widthsOfLinearLayers() {
        // Some processors add up two products in 16 bits: 2 * 63 * 255 and 2 * 127 * 127 fit, 2 * 127 * 255 does not.
        return Stream.of(
                Arguments.of(new Width(1, 8), true),
                Arguments.of(new Width(6, 8), true),
                Arguments.of(new Width(7, 8), false),
                Arguments.of(new Width(7, 7), true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("widthsOfLinearLayers")
    void linearLayersMultiplyBytesWherePairsOfProductsFit16Bits(Width width, boolean fit) throws Exception {
        OnnxSource source = OnnxSamples.source(OnnxSamples.chain(), PrecisionPolicy.BINARY.withWidth(width), 0);
        ModelProto model = ModelProto.parseFrom(OnnxExporter.export(source, OnnxForm.FAITHFUL));
        assertThat(model.getGraph().getNodeList().stream()
                        .anyMatch(node -> node.getOpType().equals("MatMulInteger")))
                .isEqualTo(fit);
    }

    @Test
    void filesNameTheirWidthWhereItIsNotOneBitWeightsAnd8BitMaps() throws Exception {
        PrecisionPolicy policy = PrecisionPolicy.BINARY.withWidth(new Width(2, 4));
        OnnxSource source = OnnxSamples.source(OnnxSamples.chain(), policy, 0);
        ModelProto model = ModelProto.parseFrom(OnnxExporter.export(source, OnnxForm.FAITHFUL));
        assertThat(model.getMetadataPropsList())
                .extracting(entry -> entry.getKey() + "=" + entry.getValue())
                .endsWith("precision=binary", "width=w2a4");
    }

    private static void assertDifferByRounding(float[] expected, float[] actual) {
        assertDifferByRounding(expected, actual, 0.05);
    }

    private static void assertDifferByRounding(float[] expected, float[] actual, double share) {
        double difference = IntStream.range(0, expected.length)
                .mapToDouble(i -> Math.abs(actual[i] - expected[i]))
                .average()
                .orElseThrow();
        // Means of codes and residual branches are rounded to a 128th or 256th of their range.
        assertThat(difference).isLessThan(share * largest(expected));
    }

    static Stream<Arguments> convolutionalSamples() {
        return Stream.of(OnnxSamples.averaged(), OnnxSamples.pointwise(), OnnxSamples.activated())
                .flatMap(network -> Stream.of(PrecisionPolicy.FLOAT32, PrecisionPolicy.BINARY)
                        .map(policy -> Arguments.of(network, policy)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("convolutionalSamples")
    void networksWithoutALinearLayerGiveRowsOfScoresToo(NetworkSpec network, PrecisionPolicy policy)
            throws OrtException {
        OnnxSource source = OnnxSamples.source(network, policy, 0);
        float[] expected = graphScores(source);
        assertSameScores(source, expected);
        assertDifferByRounding(expected, scores(source, OnnxForm.FUSED));
    }

    static Stream<Arguments> samplesOfTheImage() {
        return Stream.of(OnnxSamples.imageReadTwice(), OnnxSamples.imageAdded(), OnnxSamples.imageAveraged())
                .flatMap(network -> Stream.of(PrecisionPolicy.FLOAT32, PrecisionPolicy.BINARY)
                        .map(policy -> Arguments.of(network, policy)));
    }

    /** The image's zero points differ by channel, which ONNX Runtime's quantized operators do not support. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("samplesOfTheImage")
    void theImageMayBeReadByAnything(NetworkSpec network, PrecisionPolicy policy) throws OrtException {
        OnnxSource source = OnnxSamples.source(network, policy, 0);
        float[] expected = graphScores(source);
        assertSameScores(source, expected);
        assertDifferByRounding(expected, scores(source, OnnxForm.FUSED));
    }

    @Test
    void oneBitWeightsAreSignedBytesOfOneAndMinusOne() throws Exception {
        OnnxSource source = OnnxSamples.source(OnnxSamples.residual(), PrecisionPolicy.BINARY, 0);
        for (OnnxForm form : OnnxForm.values()) {
            ModelProto model = ModelProto.parseFrom(OnnxExporter.export(source, form));
            for (Step.Product product : LoweredNetwork.of(source.spec()).products()) {
                TensorProto codes = constant(model, product.name() + ".weight.codes");
                assertThat(codes.getDataType()).isEqualTo(TensorProto.DataType.INT8.getNumber());
                byte[] values = codes.getRawData().toByteArray();
                assertThat(values).hasSize((int) product.weightCount());
                if (product.layer().weights() == WeightPrecision.BINARY) {
                    assertThat(values).containsOnly(1, -1);
                }
            }
        }
    }

    @Test
    void filesNameTheirOperatorsProducerAndClasses() throws Exception {
        OnnxSource source = OnnxSamples.source(OnnxSamples.chain(), PrecisionPolicy.BINARY, 0);
        ModelProto model = ModelProto.parseFrom(OnnxExporter.export(source, OnnxForm.FAITHFUL));
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(13);
        assertThat(model.getProducerName()).isEqualTo("bitadapt");
        assertThat(model.getMetadataPropsList())
                .extracting(entry -> entry.getKey() + "=" + entry.getValue())
                .containsExactly("network=chain", "classes=ant\nbee\ncat\ndog", "precision=binary");
        assertThat(model.getGraph()
                        .getInput(0)
                        .getType()
                        .getTensorType()
                        .getShape()
                        .getDim(0)
                        .getDimParam())
                .isEqualTo("batch");
    }

    @Test
    void classNamesMustBeAsManyAsClasses() {
        OnnxSource source = OnnxSamples.source(OnnxSamples.chain(), PrecisionPolicy.BINARY, 0);
        assertThatThrownBy(() -> new OnnxSource(source.spec(), source.pixels(), List.of("ant"), source.parameters()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid number of class names: 1 (must be 4, the classes of chain)");
    }

    private static TensorProto constant(ModelProto model, String name) {
        return model.getGraph().getInitializerList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Asserts equal classes, and scores that differ by no more than the rounding of float sums. */
    private static void assertSameScores(OnnxSource source, float[] expected) throws OrtException {
        float[] actual = scores(source, OnnxForm.FAITHFUL);
        int classes = source.classNames().size();
        int terms = LoweredNetwork.of(source.spec()).products().stream()
                .mapToInt(Step.Product::weightsPerOutput)
                .sum();
        float tolerance = terms * Math.ulp(largest(expected));
        for (int image = 0; image < IMAGES; image++) {
            assertThat(Logits.largest(actual, image * classes, classes))
                    .isEqualTo(Logits.largest(expected, image * classes, classes));
        }
        assertThat(actual).containsExactly(expected, org.assertj.core.api.Assertions.within(tolerance));
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static float[] scores(OnnxSource source, OnnxForm form) throws OrtException {
        byte[] model = OnnxExporter.export(source, form);
        float[][] rows = OnnxScores.of(model, source.spec().input(), OnnxSamples.images(source, IMAGES));
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < all.length; i++) {
            all[i] = rows[i / rows[0].length][i % rows[0].length];
        }
        return all;
    }

    private static float[] packedScores(OnnxSource source) {
        byte[] file = ModelPacker.pack(source.spec(), source.pixels(), source.classNames(), source.parameters());
        float[] scores = new float[IMAGES * source.classNames().size()];
        try (Session session = PackedModel.load(file).openSession(SessionOptions.DEFAULT)) {
            session.run(OnnxSamples.images(source, IMAGES), IMAGES, scores);
        }
        return scores;
    }

    private static float[] graphScores(OnnxSource source) {
        byte[] images = OnnxSamples.images(source, IMAGES);
        ByteBuffer pixels = ByteBuffer.allocateDirect(images.length)
                .order(ByteOrder.nativeOrder())
                .put(images)
                .rewind();
        float[] scores = new float[IMAGES * source.classNames().size()];
        FloatBuffer buffer = ByteBuffer.allocateDirect(scores.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Hysteresis hysteresis = new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE);
        EngineOptions options = new EngineOptions(1, IMAGES, EngineOptions.Kind.REFERENCE);
        try (TrainingEngine engine = TrainingEngines.open(source.spec(), source.pixels(), hysteresis, options)) {
            engine.evaluate(source.parameters(), pixels, IMAGES, buffer);
        }
        buffer.get(0, scores);
        return scores;
    }
}
