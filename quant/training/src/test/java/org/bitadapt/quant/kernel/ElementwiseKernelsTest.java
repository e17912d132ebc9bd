package org.bitadapt.quant.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Random;
import org.bitadapt.quant.kernel.Normalization.Residual;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseKernelsTest {

    private static final int PIXELS = 77;

    private final ElementwiseKernels plain = ElementwiseKernels.scalar();
    private final ElementwiseKernels best = ElementwiseKernels.best();

    @Test
    void testsRunWithTheVectorApi() {
        assertThat(best).isNotSameAs(plain);
    }

    @ParameterizedTest(name = "channels={0}")
    @ValueSource(ints = {1, 3, 8, 16, 24, 63, 64, 65, 127, 207})
    void mapsAreTheSameToTheLastBit(int channels) {
        Maps maps = new Maps(channels);
        for (Residual kind : Residual.values()) {
            Normalization normalization = maps.normalization(kind);
            ByteBuffer expected = buffer(maps.values);
            ByteBuffer actual = buffer(maps.values);
            float largest = plain.codes(normalization, 255, 0, maps.values, expected);
            assertThat(best.codes(normalization, 255, 0, maps.values, actual)).isEqualTo(largest);
            assertThat(best.largest(normalization, 0, maps.values)).isEqualTo(largest);
            assertThat(actual).isEqualTo(expected);
            plain.floats(normalization, 0, 0, maps.values, expected);
            best.floats(normalization, 0, 0, maps.values, actual);
            assertThat(actual).isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "channels={0}")
    @ValueSource(ints = {1, 3, 16, 24, 65, 207})
    void gradientsAreTheSameToTheLastBitAndSumsToRounding(int channels) {
        Maps maps = new Maps(channels);
        ByteBuffer expected = maps.random(9);
        ByteBuffer actual = maps.random(9);
        double[][] sums = new double[4][channels];
        Normalization normalization = maps.normalization(Residual.CODES);
        Optional<ByteBuffer> other = Optional.of(maps.residual);
        ActivationPass pass = new ActivationPass(0, 255);
        Stretch all = new Stretch(0, maps.values);
        plain.masked(
                normalization,
                pass,
                all,
                new GradientSum(expected, other),
                maps.constants,
                new ChannelSums(sums[0], sums[1]));
        best.masked(
                normalization,
                pass,
                all,
                new GradientSum(actual, other),
                maps.constants,
                new ChannelSums(sums[2], sums[3]));
        assertThat(actual).isEqualTo(expected);
        for (int c = 0; c < channels; c++) {
            // The sums have 77 summands of magnitude 1e3 x 1e2 in floats.
            assertThat(sums[2][c]).isCloseTo(sums[0][c], within(77 * 1e3 * 0x1p-24 * 10));
            assertThat(sums[3][c]).isCloseTo(sums[1][c], within(77 * 1e5 * 0x1p-24 * 10));
        }
        plain.combine(
                expected,
                maps.products,
                new ChannelLine(maps.constants, maps.constants, maps.constants, maps.period),
                0,
                maps.values,
                expected);
        best.combine(
                actual,
                maps.products,
                new ChannelLine(maps.constants, maps.constants, maps.constants, maps.period),
                0,
                maps.values,
                actual);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest(name = "channels={0}")
    @ValueSource(ints = {1, 3, 16, 24, 65, 207})
    void bfloat16MapsAreTheSameToTheLastBit(int channels) {
        Maps maps = new Maps(channels);
        ByteBuffer expected = buffer(maps.values);
        ByteBuffer actual = buffer(maps.values);
        combineToBfloat16(plain, maps, expected);
        combineToBfloat16(best, maps, actual);
        assertThat(actual).isEqualTo(expected);
        plain.roundToBfloat16(maps.products, 0, maps.values, expected);
        best.roundToBfloat16(maps.products, 0, maps.values, actual);
        assertThat(actual).isEqualTo(expected);
        plain.widenToBfloat16(maps.products, 0, maps.values, expected);
        best.widenToBfloat16(maps.products, 0, maps.values, actual);
        assertThat(actual).isEqualTo(expected);
        for (int i = 0; i < maps.values; i++) {
            int code = maps.products.get(i) & 0xFF;
            assertThat(Bfloat16.toFloat(actual.getShort(i * Bfloat16.BYTES))).isEqualTo(code);
        }
    }

    private static void combineToBfloat16(ElementwiseKernels kernels, Maps maps, ByteBuffer result) {
        kernels.combineToBfloat16(
                maps.residual,
                maps.products,
                new ChannelLine(maps.constants, maps.constants, maps.constants, maps.period),
                0,
                maps.values,
                result);
    }

    @Test
    void bfloat16RoundsHalfToEven() {
        // The bfloat16 numbers above 1 are 2^-7 apart.
        assertThat(Bfloat16.toFloat(Bfloat16.of(1 + 0x1p-8f))).isEqualTo(1);
        assertThat(Bfloat16.toFloat(Bfloat16.of(1 + 3 * 0x1p-8f))).isEqualTo(1 + 0x1p-6f);
        assertThat(Bfloat16.toFloat(Bfloat16.of(-1.01f))).isEqualTo(-1 - 0x1p-7f);
        assertThat(Bfloat16.toFloat(Bfloat16.of(Float.POSITIVE_INFINITY))).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Bfloat16.toFloat(Bfloat16.of(Float.NaN))).isNaN();
    }

    @ParameterizedTest(name = "channels={0}")
    @ValueSource(ints = {1, 3, 16, 24, 65, 207})
    void momentsAreTheSameToRounding(int channels) {
        Maps maps = new Maps(channels);
        double[][] sums = new double[4][channels];
        plain.moments(maps.products, maps.constants, maps.period, 0, maps.values, new ChannelSums(sums[0], sums[1]));
        best.moments(maps.products, maps.constants, maps.period, 0, maps.values, new ChannelSums(sums[2], sums[3]));
        for (int c = 0; c < channels; c++) {
            assertThat(sums[2][c]).isCloseTo(sums[0][c], within(77 * 1e3 * 0x1p-24 * 10));
            assertThat(sums[3][c]).isCloseTo(sums[1][c], within(77 * 1e6 * 0x1p-24 * 10));
        }
    }

    @Test
    void roundingIsHalfToEvenAndClips() {
        float[] values = {-1, 0.5f, 1.5f, 2.5f, 254.49f, 254.5f, 255.5f, 1e9f};
        ByteBuffer products = buffer(4 * 128);
        for (int i = 0; i < 128; i++) {
            products.putFloat(i * Float.BYTES, values[i % values.length]);
        }
        Normalization identity = new Normalization(ChannelPeriod.of(1), products, Residual.NONE, products);
        identity.set(0, 1, 0);
        for (ElementwiseKernels kernels : new ElementwiseKernels[] {plain, best}) {
            ByteBuffer codes = buffer(128);
            kernels.codes(identity, 255, 0, 128, codes);
            byte[] first = new byte[values.length];
            codes.get(0, first);
            assertThat(first).containsExactly(0, 0, 2, 2, (byte) 254, (byte) 254, (byte) 255, (byte) 255);
            kernels.codes(identity, 3, 0, 128, codes);
            codes.get(0, first);
            assertThat(first).containsExactly(0, 0, 2, 2, 3, 3, 3, 3);
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    /** Random maps that all have the same number of channels. */
    private static final class Maps {

        final ChannelPeriod period;
        final int values;
        final ByteBuffer products;
        final ByteBuffer residual;
        final float[] constants;

        Maps(int channels) {
            period = ChannelPeriod.of(channels);
            values = PIXELS * channels;
            products = random(1);
            residual = random(2);
            constants = period.newConstants();
            Random random = new Random(3);
            for (int c = 0; c < channels; c++) {
                period.put(constants, c, random.nextFloat());
            }
        }

        ByteBuffer random(int seed) {
            Random random = new Random(seed);
            ByteBuffer map = buffer(values);
            for (int i = 0; i < values; i++) {
                map.putFloat(i * Float.BYTES, (float) (300 * random.nextGaussian()));
            }
            return map;
        }

        Normalization normalization(Residual kind) {
            Normalization normalization = new Normalization(period, products, kind, residual);
            for (int c = 0; c < period.channels(); c++) {
                normalization.set(c, constants[c], 3 * constants[c]);
            }
            normalization.residualScale(0.37f);
            return normalization;
        }
    }
}
