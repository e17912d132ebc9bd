package org.bitadapt.quant.engine.hysteresis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.TrainingEngines;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettlementTest {

    private static final Hysteresis RELATIVE = new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE);
    private static final PixelNormalization PIXELS = new PixelNormalization(java.util.List.of(127, 127, 127), 1 / 64f);

    @Test
    void aThresholdGrowsFromNothingStepByStep() {
        Settlement growing = new Settlement(RELATIVE, 10, LatentScale.FREE);
        assertThat(growing.height(0.5, 0)).isZero();
        assertThat(growing.height(0.5, 5)).isCloseTo(0.025f, within(1e-8f));
        assertThat(growing.height(0.5, 10)).isCloseTo(0.05f, within(1e-8f));
        assertThat(growing.height(0.5, 11)).isCloseTo(0.05f, within(1e-8f));
        assertThat(growing.grown().height(0.5, 0)).isCloseTo(0.05f, within(1e-8f));
        assertThat(Settlement.of(RELATIVE).height(0.5, 0)).isCloseTo(0.05f, within(1e-8f));
    }

    @Test
    void settlingObeysTheStep() {
        try (TrainingEngine engine =
                open(new Settlement(RELATIVE, 10, LatentScale.FREE), EngineOptions.Kind.REFERENCE, 1)) {
            FloatBuffer parameters = filled(engine);
            ParameterSlice weights = engine.layout().slice("bare", ParameterRole.WEIGHT);
            ParameterSlice signs = engine.layout().slice("bare", ParameterRole.SIGN);
            parameters.put(signs.offset(), 1);
            double mean = mean(parameters, weights.offset(), weights.length());
            parameters.put(weights.offset(), (float) (-0.07 * mean));
            engine.settle(parameters, 10);
            assertThat(parameters.get(signs.offset())).isEqualTo(1);
            engine.settle(parameters, 5);
            assertThat(parameters.get(signs.offset())).isEqualTo(-1);
        }
    }

    /** Normal weights of variance 2 / n have mean magnitude sqrt(2 / pi) sqrt(2 / n): 0.13298 for n = 72. */
    @Test
    void fixedLatentsKeepTheirMeanMagnitudeWhereABatchNormFollows() {
        try (TrainingEngine engine =
                open(new Settlement(RELATIVE, 0, LatentScale.FIXED), EngineOptions.Kind.REFERENCE, 1)) {
            FloatBuffer parameters = filled(engine);
            int normalized =
                    engine.layout().slice("normalized", ParameterRole.WEIGHT).offset();
            ParameterSlice bare = engine.layout().slice("bare", ParameterRole.WEIGHT);
            float[] before = new float[bare.length()];
            parameters.get(bare.offset(), before);
            float ratio = parameters.get(normalized) / parameters.get(normalized + 1);
            for (int i = 0; i < 72; i++) { // one channel grows, and another is all zeros
                parameters.put(normalized + i, 3 * parameters.get(normalized + i));
                parameters.put(normalized + 72 + i, 0);
            }
            engine.settle(parameters, 0);
            assertThat(mean(parameters, normalized, 72)).isCloseTo(0.13298, within(5e-6));
            assertThat(mean(parameters, normalized + 2 * 72, 72)).isCloseTo(0.13298, within(5e-6));
            assertThat(mean(parameters, normalized + 72, 72)).isZero();
            assertThat(parameters.get(normalized) / parameters.get(normalized + 1))
                    .isCloseTo(ratio, within(1e-5f));
            float[] after = new float[bare.length()];
            parameters.get(bare.offset(), after);
            assertThat(after).containsExactly(before);
        }
    }

    @ParameterizedTest(name = "threads={0}")
    @ValueSource(ints = {1, 2, 3})
    void threadsShareTheWorkToTheLastBit(int threads) {
        Settlement settlement = new Settlement(RELATIVE, 7, LatentScale.FIXED);
        try (TrainingEngine reference = open(settlement, EngineOptions.Kind.REFERENCE, 1);
                TrainingEngine fast = open(settlement, EngineOptions.Kind.ONEDNN, threads)) {
            FloatBuffer expected = filled(reference);
            FloatBuffer actual = filled(fast);
            reference.settle(expected, 3);
            fast.settle(actual, 3);
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void aGrowthOfLessThanNothingIsRefused() {
        assertThatThrownBy(() -> new Settlement(RELATIVE, -1, LatentScale.FREE))
                .hasMessage("Invalid growth of hysteresis: -1 steps (must be 0 or more)");
    }

    private static TrainingEngine open(Settlement settlement, EngineOptions.Kind kind, int threads) {
        return TrainingEngines.open(network(), PIXELS, settlement, new EngineOptions(threads, 2, kind));
    }

    /**
     * A network with 1-bit layers of 72 inputs with batch norm, of 5,400 inputs, and of 27 inputs without batch norm.
     */
    private static NetworkSpec network() {
        return new NetworkBuilder("settling", new Shape(3, 8, 8))
                .then("first", new LayerSpec.Conv2d(8, 3, 1, 1, true, WeightPrecision.INT8))
                .then("relu1", new LayerSpec.Activation(MapPrecision.UINT8))
                .then("normalized", new LayerSpec.Conv2d(600, 3, 1, 1, false, WeightPrecision.BINARY))
                .then("norm1", LayerSpec.BatchNorm.STANDARD)
                .then("relu2", new LayerSpec.Activation(MapPrecision.UINT8))
                .then("wide", new LayerSpec.Conv2d(3, 3, 2, 1, false, WeightPrecision.BINARY))
                .then("norm2", LayerSpec.BatchNorm.STANDARD)
                .then("relu3", new LayerSpec.Activation(MapPrecision.UINT8))
                .then("bare", new LayerSpec.Conv2d(5, 3, 1, 1, true, WeightPrecision.BINARY))
                .then("relu4", new LayerSpec.Activation(MapPrecision.UINT8))
                .then("pool", new LayerSpec.GlobalAveragePool())
                .then("scores", new LayerSpec.Linear(3, true, WeightPrecision.INT8))
                .build();
    }

    private static FloatBuffer filled(TrainingEngine engine) {
        FloatBuffer parameters = ByteBuffer.allocateDirect(engine.layout().size() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Random random = new Random(5);
        for (int i = 0; i < parameters.capacity(); i++) {
            parameters.put(i, (float) (0.2 * random.nextGaussian()));
        }
        return parameters;
    }

    private static double mean(FloatBuffer parameters, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += Math.abs(parameters.get(i));
        }
        return sum / count;
    }
}
