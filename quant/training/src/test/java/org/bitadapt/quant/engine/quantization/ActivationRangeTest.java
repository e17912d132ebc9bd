package org.bitadapt.quant.engine.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationRangeTest {

    private static final float[] VALUES = rectifiedNormals();

    private static float[] rectifiedNormals() {
        float[] values = new float[1 << 18];
        Random random = new Random(4);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.max(0, random.nextGaussian());
        }
        return values;
    }

    /** No range that is 15 % smaller or larger is better by a twentieth. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void theRangeOfFewBitsHasNearlyTheLeastError(int bits) {
        float range = ActivationRange.used(0, 4.9f, bits);
        double error = error(range, bits);
        assertThat(error(0.85f * range, bits)).isGreaterThan(0.95 * error);
        assertThat(error(1.15f * range, bits)).isGreaterThan(0.95 * error);
    }

    private static double error(double range, int bits) {
        int largest = (1 << bits) - 1;
        double sum = 0;
        for (float value : VALUES) {
            double code = Math.min(largest, Math.rint(value * largest / range));
            sum += Math.pow(value - code * range / largest, 2);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8})
    void theRangeFollowsTheLargestValue(int bits) {
        float first = ActivationRange.moved(0, 2, bits);
        assertThat(first).isEqualTo(ActivationRange.used(0, 2, bits));
        assertThat(ActivationRange.moved(first, 4, bits)).isCloseTo(first * 1.01f, within(1e-6f));
        assertThat(ActivationRange.moved(first, 0, bits)).isEqualTo(first);
        assertThat(ActivationRange.used(first, 4, bits)).isEqualTo(first);
        assertThat(ActivationRange.used(0, 2, 8)).isEqualTo(2);
    }
}
