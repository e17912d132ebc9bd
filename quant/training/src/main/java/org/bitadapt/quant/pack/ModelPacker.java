package org.bitadapt.quant.pack;

import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.quantization.Folding;
import org.bitadapt.quant.engine.quantization.MapScales;
import org.bitadapt.quant.engine.quantization.WeightQuantization;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.LayerParameters;
import org.bitadapt.runtime.format.PackedModelBuilder;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.format.Width;
import org.bitadapt.runtime.image.Fit;

/**
 * Packs a trained quantized network: weights become bits or bytes, and scales, batch norm and activation ranges become
 * one multiplier and one offset per output channel ({@link Folding}).
 */
public final class ModelPacker {

    /** The range of an activation, such that the unit of codes is not the unit of values. */
    private static final float ANY_RANGE = 1;

    private final LoweredNetwork network;
    private final ParameterLayout layout;
    private final FloatBuffer parameters;
    private final List<PackedWidth> widths;
    private final PackedModelBuilder builder;
    private final Map<FeatureMap, Integer> slots = new HashMap<>();

    private ModelPacker(NetworkSpec spec, PixelNormalization pixels, FloatBuffer parameters) {
        this.network = LoweredNetwork.of(spec);
        this.layout = ParameterLayout.of(network);
        this.parameters = parameters;
        this.widths = PackedWidth.of(spec, pixels, parameters);
        this.builder = new PackedModelBuilder(spec.name())
                .widths(widths.stream().map(PackedWidth::width).toList());
        org.bitadapt.common.network.Shape image = spec.input();
        slots.put(
                network.maps().get(0),
                builder.input(new SlotShape(image.channels(), image.height(), image.width()), pixels.zeroPoints()));
    }

    /** The bytes of a {@code .bnn} file that crops pictures of another shape than the network's. */
    public static byte[] pack(
            NetworkSpec spec, PixelNormalization pixels, List<String> classNames, FloatBuffer parameters) {
        return pack(spec, pixels, classNames, Fit.CROP, parameters);
    }

    /**
     * The bytes of a {@code .bnn} file.
     *
     * @param spec the network, none of its weights or maps in floating point; the file has all of its widths
     * @param pixels how the network's input was normalized in training
     * @param classNames one name per class
     * @param fit how pictures were brought to the network's shape in training
     * @param parameters the parameter vector, laid out by {@link ParameterLayout}
     * @throws IllegalArgumentException if a layer has floating-point weights, or if a sum adds neither codes nor values
     *     in its own unit
     */
    public static byte[] pack(
            NetworkSpec spec, PixelNormalization pixels, List<String> classNames, Fit fit, FloatBuffer parameters) {
        return new ModelPacker(spec, pixels, parameters).pack(classNames, fit);
    }

    /**
     * Checks that {@link #pack} would not refuse a network, which does not depend on the network's parameters. The
     * check takes four bytes a parameter.
     *
     * @throws IllegalArgumentException if {@link #pack} would throw it
     */
    public static void requirePackable(NetworkSpec spec) {
        LoweredNetwork network = LoweredNetwork.of(spec);
        ParameterLayout layout = ParameterLayout.of(network);
        FloatBuffer parameters = FloatBuffer.allocate(layout.size());
        layout.slices().values().stream()
                .filter(slice -> slice.role() == ParameterRole.RANGE)
                .forEach(slice -> parameters.put(slice.offset(), ANY_RANGE));
        PixelNormalization pixels =
                new PixelNormalization(Collections.nCopies(spec.input().channels(), 0), 1);
        MapScales scales = MapScales.of(network, layout, parameters, pixels);
        for (Step.Product product : network.products()) {
            requireCodes(product);
            checkUnit(product, scales);
        }
    }

    private byte[] pack(List<String> classNames, Fit fit) {
        network.steps().forEach(this::add);
        return builder.classNames(classNames)
                .property(Fit.PROPERTY, fit.word())
                .writer(writer())
                .float32Bytes(layout.float32Bytes())
                .toBytes();
    }

    private static String writer() {
        String version = ModelPacker.class.getPackage().getImplementationVersion();
        return version == null ? "bitadapt" : "bitadapt " + version;
    }

    private void add(Step step) {
        slots.put(step.output(), slot(step, slots.get(step.input())));
    }

    private int slot(Step step, int input) {
        if (step instanceof Step.Product product) {
            return product(product, input);
        }
        if (step instanceof Step.MaxPool pool) {
            Step.Window window = pool.window();
            return builder.maxPool(input, window.height(), window.stride(), window.padding());
        }
        return step instanceof Step.GlobalAverage ? builder.globalSum(input) : input; // dropout is the identity here
    }

    private int product(Step.Product product, int input) {
        Convolution convolution = Convolution.of(
                        input,
                        product.layer().outputs(),
                        product.window().height(),
                        product.window().width())
                .withStride(product.window().stride())
                .withPadding(product.window().padding())
                .withOutput(ElementType.F32);
        convolution = withWeights(convolution, product);
        if (product.output().kind() == FeatureMap.Kind.CODES) {
            convolution = convolution
                    .withOutput(ElementType.U8)
                    .withCodeBits(product.output().bits());
        }
        boolean residualCodes = false;
        if (product.residual().isPresent()) {
            FeatureMap residual = product.residual().get();
            int slot = slots.get(residual);
            if (residual.kind() == FeatureMap.Kind.CODES) {
                convolution = convolution.withResidualCodes(slot);
                residualCodes = true;
            } else {
                widths.forEach(width -> checkUnit(product, width.scales()));
                convolution = convolution.withResidualValues(slot);
            }
        }
        return builder.convolution(convolution, codes(product), parameters(product, residualCodes));
    }

    private Map<Width, LayerParameters> parameters(Step.Product product, boolean residualCodes) {
        Map<Width, LayerParameters> all = new HashMap<>();
        for (PackedWidth width : widths) {
            Folding folding = width.folding(product.name(), parameters);
            float residualScale = residualCodes ? folding.residualScale() : 0;
            all.put(width.width(), new LayerParameters(folding.multiplier(), folding.offset(), residualScale));
        }
        return all;
    }

    /** Refuses a sum of values in another unit than the output's: the format has a scale for codes only. */
    private static void checkUnit(Step.Product product, MapScales scales) {
        product.residual().filter(map -> map.kind() != FeatureMap.Kind.CODES).ifPresent(residual -> {
            boolean sameUnit = scales.of(residual) == scales.of(product.output());
            if (residual.kind() != FeatureMap.Kind.FLOATS || !sameUnit) {
                throw new IllegalArgumentException("Invalid residual of " + product.name() + ": " + residual.node()
                        + " (must be 8-bit codes, or a layer's output that this sum alone reads; put an 8-bit activation"
                        + " behind it)");
            }
        });
    }

    private static Convolution withWeights(Convolution convolution, Step.Product product) {
        requireCodes(product);
        WeightPrecision precision = product.layer().weights();
        return precision.planes() > 1
                ? convolution.withPlanes(precision.planes())
                : convolution.withWeights(precision == WeightPrecision.INT8 ? WeightType.INT8 : WeightType.BINARY);
    }

    private static void requireCodes(Step.Product product) {
        if (product.layer().weights() == WeightPrecision.FLOAT32) {
            throw new IllegalArgumentException("Invalid weights of " + product.name()
                    + ": FLOAT32 (must be BINARY or INT8; train with network.precision = binary to pack)");
        }
    }

    private byte[] codes(Step.Product product) {
        WeightQuantization weights = WeightQuantization.of(product, layout, parameters);
        int perOutput = product.weightsPerOutput();
        float[] row = new float[perOutput];
        byte[] all = new byte[Math.toIntExact(product.weightCount())];
        for (int output = 0; output < product.layer().outputs(); output++) {
            weights.codes(output, row, 0);
            for (int i = 0; i < perOutput; i++) {
                all[output * perOutput + i] = (byte) row[i];
            }
        }
        return all;
    }
}
