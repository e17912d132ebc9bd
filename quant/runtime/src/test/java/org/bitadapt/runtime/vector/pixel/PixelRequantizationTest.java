package org.bitadapt.runtime.vector.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.vector.kernel.SampleSums;
import org.bitadapt.runtime.vector.kernel.SampleSums.Operations;
import org.bitadapt.runtime.vector.kernel.SampleSums.Residual;
import org.bitadapt.runtime.vector.kernel.SampleSums.Size;
import org.bitadapt.runtime.vector.memory.PixelMemory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums of a single pixel come out as {@link Convolution}'s formula says. */
class PixelRequantizationTest {
    private static final ElementType[] OUTPUTS = {ElementType.U8, ElementType.F32};

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.bitadapt.runtime.vector.kernel.SampleSums#operations")
    void everyOperationIsRoundedByItself(Operations operations) {
        float[] multipliers = {operations.multiplier()};
        float[] offsets = {operations.offset()};
        SampleSums sample = new SampleSums(new Size(1, 1, 1), multipliers, offsets, Residual.NONE, ElementType.U8, 1);
        write(sample, new int[][] {{operations.sum()}}, new Random(0));
        assertThat(Byte.toUnsignedInt(sample.code(0, 0))).isEqualTo(operations.code());
    }

    @ParameterizedTest(name = "{0} outputs")
    @CsvSource({"1", "63", "64", "65", "127", "207"})
    void aSinglePixelIsTheFormula(int outputs) {
        Random random = new Random(outputs);
        for (Residual residual : Residual.values()) {
            for (ElementType type : OUTPUTS) {
                SampleSums sample = SampleSums.random(new Size(1, 1, outputs), residual, type, random, 1);
                int[][] sums = sample.sums(random);
                write(sample, sums, random);
                sample.assertOutput(sums, residual.toString());
            }
        }
    }

    private static void write(SampleSums sample, int[][] sums, Random random) {
        PixelRequantization requantization = new PixelRequantization(sample.network(), sample.layer(), sample.sizes());
        sample.open(random);
        int[] ofPixel = Arrays.stream(sums).mapToInt(row -> row[0]).toArray();
        PixelMemory memory = sample.scratch().pixel;
        System.arraycopy(ofPixel, 0, memory.ints, PixelMemory.SUMS, ofPixel.length);
        requantization.write(sample.maps(), memory, 0, ofPixel.length);
    }
}
