package org.bitadapt.runtime.vector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.FloatVector;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundingTest {
    private static final int CLAMP_TO_255 = 0x437F0000; // 255 = 2^7 * 1.9921875

    @ParameterizedTest(name = "{0} is code {1}")
    @CsvSource({
        "-1e30,0",
        "-0.5,0",
        "-0.0,0",
        "0,0",
        "1e-40,0",
        "0.49999997,0",
        "0.5,0",
        "0.50000006,1",
        "1.5,2",
        "2.5,2",
        "126.5,126",
        "127.5,128",
        "128.5,128",
        "253.5,254",
        "254.49998,254",
        "254.5,254",
        "254.50002,255",
        "255,255",
        "255.5,255",
        "256,255",
        "511,255",
        "16777216,255",
        "3e38,255"
    })
    void roundsHalfToEvenAndClips(float value, int code) {
        int[] codes = new int[Lanes.INTS.length()];
        Rounding.codes(FloatVector.broadcast(Lanes.FLOATS, value), CLAMP_TO_255).intoArray(codes, 0);
        assertThat(codes).containsOnly(code);
    }

    @ParameterizedTest(name = "{0} is code {1} of 4 bits")
    @CsvSource({
        "-3,0",
        "0.5,0",
        "1.5,2",
        "14.499999,14",
        "14.5,14",
        "14.500001,15",
        "15,15",
        "15.5,15",
        "16,15",
        "3e38,15"
    })
    void clipsToFewerBits(float value, int code) {
        int clampTo15 = 0x41700000; // 15 = 2^3 * 1.875
        int[] codes = new int[Lanes.INTS.length()];
        Rounding.codes(FloatVector.broadcast(Lanes.FLOATS, value), clampTo15).intoArray(codes, 0);
        assertThat(codes).containsOnly(code);
    }
}
