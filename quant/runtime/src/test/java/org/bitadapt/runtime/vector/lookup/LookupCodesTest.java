package org.bitadapt.runtime.vector.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.LongStream;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.SampleLayers;
import org.bitadapt.runtime.vector.memory.LookupMemory;
import org.bitadapt.runtime.vector.memory.Wide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Unpacked codes against the weights [output][channel][ky][kx] from which they were packed. */
class LookupCodesTest {
    private static final int GUARD = 64;
    private static final byte UNTOUCHED = 0x55;

    @ParameterizedTest(name = "{0} channels, {1} outputs, kernel {2}x{3}")
    @CsvSource({
        "1,1,1,1",
        "5,32,1,1",
        "63,33,3,3",
        "64,64,1,1",
        "65,65,2,5",
        "127,127,1,3",
        "207,63,1,1",
        "207,7,3,3",
        "256,66,1,1"
    })
    void codesOfRandomSignsAreThoseOfFiveWeights(int channels, int outputs, int kernelHeight, int kernelWidth) {
        Layer layer = layer(channels, outputs, kernelHeight, kernelWidth);
        Random random = new Random(channels);
        assertCodes(layer, signs(layer, () -> random.nextBoolean() ? 1 : -1));
        assertCodes(layer, signs(layer, () -> 1));
        assertCodes(layer, signs(layer, () -> -1));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void oneWeightIsOneBitOfOneCode(long seed) {
        Random random = new Random(seed);
        Layer layer = layer(1 + random.nextInt(300), 1 + random.nextInt(130), 2, 3);
        int[] signs = signs(layer, () -> -1);
        signs[random.nextInt(signs.length)] = 1;
        assertCodes(layer, signs);
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    /** A byte for each half of a sum: weights +, -, +, -, + make the code 1 + 4 + 16 = 21, so bytes 42 and 43. */
    @Test
    void aCodeIsTheTwoBytesOfItsSum() {
        Layer layer = layer(5, 1, 1, 1);
        byte[] bytes = unpacked(layer, new int[] {1, -1, 1, -1, 1}, 0, 0);
        assertThat(Arrays.copyOfRange(bytes, LookupMemory.INDEXES, LookupMemory.INDEXES + 4))
                .containsExactly(42, 43, 0, 1);
    }

    private static Layer layer(int channels, int outputs, int kernelHeight, int kernelWidth) {
        return SampleLayers.of(
                Convolution.of(1, outputs, kernelHeight, kernelWidth), channels, kernelHeight + 1, kernelWidth + 1);
    }

    private static int[] signs(Layer layer, IntSupplier next) {
        int[] signs = new int[layer.out().channels() * layer.weightsPerOutput()];
        Arrays.setAll(signs, i -> next.getAsInt());
        return signs;
    }

    private static void assertCodes(Layer layer, int[] signs) {
        LookupGeometry geometry = new LookupGeometry(layer);
        LookupCodes codes = new LookupCodes(geometry, List.of(packed(signs)));
        byte[] bytes = new byte[LookupMemory.INDEXES + LookupCodes.unpackedBytes(geometry) + GUARD];
        for (int pair = 0; pair < geometry.pairs; pair++) {
            for (int call = 0; call < geometry.calls(); call++) {
                Arrays.fill(bytes, UNTOUCHED);
                codes.unpack(pair, 0, call, bytes);
                byte[] expected = new byte[2 * geometry.steps() * Wide.VECTOR];
                for (int i = 0; i < expected.length; i += 2) {
                    int code = code(layer, geometry, signs, pair, call, i / 2);
                    expected[i] = (byte) (2 * code);
                    expected[i + 1] = (byte) (2 * code + 1);
                }
                int end = LookupMemory.INDEXES + expected.length;
                assertThat(Arrays.copyOfRange(bytes, LookupMemory.INDEXES, end))
                        .as("pair %d, call %d", pair, call)
                        .isEqualTo(expected);
                assertThat(Arrays.copyOf(bytes, LookupMemory.INDEXES)).containsOnly(UNTOUCHED);
                assertThat(Arrays.copyOfRange(bytes, bytes.length - GUARD, bytes.length))
                        .containsOnly(UNTOUCHED);
            }
        }
    }

    /**
     * The weights that a lookup stands for. Lookups are [kx][group of the chunk][output of 64], calls [chunk][ky]. Bits
     * of outputs and channels that there are not are 0.
     */
    private static int code(Layer layer, LookupGeometry geometry, int[] signs, int pair, int call, int lookup) {
        int output = pair * 64 + lookup % 64;
        int kx = lookup / 64 / geometry.groups;
        int ky = call % layer.convolution().kernelHeight();
        int chunk = call / layer.convolution().kernelHeight();
        int first = (chunk * geometry.groups + lookup / 64 % geometry.groups) * 5;
        int code = 0;
        for (int i = 0; i < 5; i++) {
            int channel = first + i;
            if (output < layer.out().channels() && channel < layer.in().channels()) {
                int row = (output * layer.in().channels() + channel)
                                * layer.convolution().kernelHeight()
                        + ky;
                code += signs[row * layer.convolution().kernelWidth() + kx] == 1 ? 1 << i : 0;
            }
        }
        return code;
    }

    private static byte[] unpacked(Layer layer, int[] signs, int pair, int call) {
        LookupGeometry geometry = new LookupGeometry(layer);
        byte[] bytes = new byte[LookupMemory.INDEXES + LookupCodes.unpackedBytes(geometry)];
        new LookupCodes(geometry, List.of(packed(signs))).unpack(pair, 0, call, bytes);
        return bytes;
    }

    /** As in a model file: eight to a byte, the first in the lowest bit. */
    private static ByteBuffer packed(int[] signs) {
        ByteBuffer bits = ByteBuffer.allocate((signs.length + 7) / 8);
        for (int i = 0; i < signs.length; i++) {
            int bit = signs[i] == 1 ? 1 << (i % 8) : 0;
            bits.put(i / 8, (byte) (bits.get(i / 8) | bit));
        }
        return bits;
    }
}
