package org.bitadapt.quant.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.common.network.Width;
import org.bitadapt.quant.engine.TrainingEngines;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.parameter.Initialization;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.WidthParameters;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;
import org.junit.jupiter.api.Test;

class ModelPackerTest {

    private static final PixelNormalization PIXELS = new PixelNormalization(List.of(125, 120, 97), 1 / 64f);
    private static final List<String> CLASSES = List.of("ant", "bee", "cat", "dog");
    private static final LayerSpec RELU = new LayerSpec.Activation(MapPrecision.FLOAT32);
    private static final int IMAGES = 20;

    @Test
    void aProjectionThatOneSumReadsIsPackedInItsUnit() {
        assertPackedAsTrained(projected().add("sum", "project.norm"));
    }

    @Test
    void dropoutOfAProjectionIsTheProjection() {
        NetworkBuilder network = normalized(stem(), "project").then("drop", new LayerSpec.Dropout(0.5));
        assertPackedAsTrained(normalized(network.from("stem.relu"), "body").add("sum", "drop"));
    }

    @Test
    void sumsInARowShareTheUnitOfTheirActivation() {
        NetworkBuilder network = projected().add("first", "project.norm");
        assertPackedAsTrained(normalized(network.from("stem.relu"), "last").add("sum", "first"));
    }

    @Test
    void aProjectionThatTwoSumsReadIsRefused() {
        NetworkBuilder network = projected().add("first", "project.norm").then("first.relu", RELU);
        NetworkSpec twice = whole(normalized(network, "last").add("sum", "project.norm"));
        assertThatThrownBy(() -> ModelPacker.requirePackable(twice)).hasMessageStartingWith("Invalid residual of body");
        assertThatThrownBy(() -> pack(twice, parameters(twice)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid residual of body: project.norm (must be 8-bit codes,"
                        + " or a layer's output that this sum alone reads; put an 8-bit activation behind it)");
    }

    @Test
    void aMeanIsRefusedAsResidual() {
        NetworkBuilder network = stem().then("mean", new LayerSpec.GlobalAveragePool())
                .then("hidden", new LayerSpec.Linear(8, true, WeightPrecision.FLOAT32))
                .add("sum", "mean")
                .then("relu", RELU)
                .then("classes", new LayerSpec.Linear(CLASSES.size(), true, WeightPrecision.FLOAT32));
        NetworkSpec spec = PrecisionPolicy.BINARY.apply(network.build());
        assertThatThrownBy(() -> pack(spec, parameters(spec)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid residual of hidden: mean");
        assertThatThrownBy(() -> ModelPacker.requirePackable(spec))
                .hasMessageStartingWith("Invalid residual of hidden: mean");
    }

    /** Every width of the file gives the scores of a network of that width alone. */
    @Test
    void everyWidthIsPackedAsTrained() {
        NetworkSpec one = PrecisionPolicy.BINARY
                .withWidth(new Width(4, 8))
                .apply(whole(projected().add("sum", "project.norm")));
        NetworkSpec several = one.withWidths(Width.combinations(List.of(1, 2, 4), List.of(3, 8)));
        ModelPacker.requirePackable(several);
        FloatBuffer parameters = parameters(several);
        float[] vector = new float[parameters.capacity()];
        parameters.get(0, vector);
        byte[] images = new byte[IMAGES * several.input().size()];
        new Random(3).nextBytes(images);
        PackedModel model = pack(several, parameters);
        assertThat(model.widths()).hasSize(6);
        try (Session session = model.openSession(SessionOptions.DEFAULT)) {
            for (Width width : several.widths()) {
                WidthParameters own = WidthParameters.of(several, vector, width);
                session.use(new org.bitadapt.runtime.format.Width(width.weights(), width.maps()));
                float[] packed = new float[IMAGES * CLASSES.size()];
                session.run(images, IMAGES, packed);
                FloatBuffer single = floats(own.parameters().length);
                single.put(0, own.parameters());
                assertThat(packed).as("%s", width).isEqualTo(trained(own.network(), single, images));
            }
        }
    }

    @Test
    void aTrimmedFileIsTheFileOfFewerWidths() {
        NetworkSpec one = PrecisionPolicy.BINARY
                .withWidth(new Width(4, 8))
                .apply(whole(projected().add("sum", "project.norm")));
        NetworkSpec several = one.withWidths(Width.combinations(List.of(1, 2, 4), List.of(8)));
        FloatBuffer parameters = parameters(several);
        float[] vector = new float[parameters.capacity()];
        parameters.get(0, vector);
        WidthParameters signs = WidthParameters.of(several, vector, new Width(1, 8));
        byte[] expected = ModelPacker.pack(signs.network(), PIXELS, CLASSES, FloatBuffer.wrap(signs.parameters()));
        assertThat(pack(several, parameters).trim(List.of(org.bitadapt.runtime.format.Width.BINARY)))
                .isEqualTo(expected);
    }

    private static NetworkBuilder projected() {
        return normalized(normalized(stem(), "project").from("stem.relu"), "body");
    }

    private static NetworkBuilder stem() {
        return normalized(new NetworkBuilder("sample", new Shape(3, 7, 5)), "stem")
                .then("stem.relu", RELU);
    }

    private static NetworkBuilder normalized(NetworkBuilder network, String name) {
        return network.then(name, new LayerSpec.Conv2d(8, 3, 1, 1, false, WeightPrecision.FLOAT32))
                .then(name + ".norm", LayerSpec.BatchNorm.STANDARD);
    }

    /** The quantized network with an activation and a classifier behind the given layers. */
    private static NetworkSpec whole(NetworkBuilder network) {
        return PrecisionPolicy.BINARY.apply(network.then("relu", RELU)
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("classes", new LayerSpec.Linear(CLASSES.size(), true, WeightPrecision.FLOAT32))
                .build());
    }

    private static void assertPackedAsTrained(NetworkBuilder network) {
        NetworkSpec spec = whole(network);
        ModelPacker.requirePackable(spec);
        FloatBuffer parameters = parameters(spec);
        byte[] images = new byte[IMAGES * spec.input().size()];
        new Random(3).nextBytes(images);
        float[] packed = new float[IMAGES * CLASSES.size()];
        try (Session session = pack(spec, parameters).openSession(SessionOptions.DEFAULT)) {
            session.run(images, IMAGES, packed);
        }
        assertThat(packed).isEqualTo(trained(spec, parameters, images)).doesNotContain(0);
    }

    private static PackedModel pack(NetworkSpec spec, FloatBuffer parameters) {
        return PackedModel.load(ModelPacker.pack(spec, PIXELS, CLASSES, parameters));
    }

    private static float[] trained(NetworkSpec spec, FloatBuffer parameters, byte[] images) {
        FloatBuffer scores = floats(IMAGES * CLASSES.size());
        ByteBuffer pixels = ByteBuffer.allocateDirect(images.length).put(0, images);
        Hysteresis hysteresis = new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE);
        EngineOptions options = new EngineOptions(1, IMAGES, EngineOptions.Kind.REFERENCE);
        try (TrainingEngine engine = TrainingEngines.open(spec, PIXELS, hysteresis, options)) {
            engine.evaluate(parameters, pixels, IMAGES, scores);
        }
        float[] values = new float[scores.capacity()];
        scores.get(0, values);
        return values;
    }

    /** Initial weights, with statistics and ranges as training could have left them. */
    private static FloatBuffer parameters(NetworkSpec spec) {
        LoweredNetwork lowered = LoweredNetwork.of(spec);
        ParameterLayout layout = ParameterLayout.of(lowered);
        FloatBuffer parameters = floats(layout.size());
        Initialization.fill(lowered, layout, 1, parameters);
        Random random = new Random(2);
        layout.slices().values().forEach(slice -> {
            for (int i = slice.offset(); i < slice.end(); i++) {
                if (slice.role() == ParameterRole.RANGE) {
                    parameters.put(i, 2 + 4 * random.nextFloat());
                } else if (slice.role() == ParameterRole.BETA || slice.role() == ParameterRole.MEAN) {
                    parameters.put(i, (float) (0.3 * random.nextGaussian()));
                }
            }
        });
        return parameters;
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
