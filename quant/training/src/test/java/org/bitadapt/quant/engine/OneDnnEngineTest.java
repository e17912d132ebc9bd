package org.bitadapt.quant.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.Set;
import java.util.stream.Stream;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OneDnnEngineTest {

    private static final int IMAGES = 5;
    /** Sums of at most 1200 floats err by 1200 * 2^-24 = 7e-5 at worst. */
    private static final double FLOAT_TOLERANCE = 7e-5;

    static Stream<Arguments> networksAndThreads() {
        return Stream.of(
                        SampleNetworks.floatResidual(),
                        SampleNetworks.floatChain(),
                        SampleNetworks.floatFork(),
                        SampleNetworks.binaryResidual(),
                        SampleNetworks.binaryChain(),
                        SampleNetworks.binaryFork(),
                        SampleNetworks.withWidth(SampleNetworks.binaryResidual(), 2, 8),
                        SampleNetworks.withWidth(SampleNetworks.binaryChain(), 7, 8),
                        SampleNetworks.withWidth(SampleNetworks.binaryResidual(), 1, 7))
                .flatMap(spec -> Stream.of(1, 2, 3, 7).map(threads -> Arguments.of(spec, threads)));
    }

    /**
     * In quantized networks a value on the border of two codes may be rounded to the other code: a change of 1 / 255 of
     * the range at one place of hundreds, or 1 / 127 with codes of 7 bits.
     */
    @ParameterizedTest(name = "{0} threads={1}")
    @MethodSource("networksAndThreads")
    void trainsLikeTheReference(NetworkSpec spec, int threads) {
        EngineOptions exact =
                new EngineOptions(threads, IMAGES, EngineOptions.Kind.ONEDNN, EngineOptions.Gradients.FLOAT32);
        compareTraining(spec, exact, 1.5 / largestCode(spec));
    }

    /**
     * Rounding to bfloat16 errs by 2^-9 of a gradient at most, layer after layer. The networks have up to 5 layers, and
     * the normalization of few pixels enlarges the error.
     */
    @ParameterizedTest(name = "{0} threads={1}")
    @MethodSource("networksAndThreads")
    void trainsLikeTheReferenceWithFastGradients(NetworkSpec spec, int threads) {
        compareTraining(
                spec,
                new EngineOptions(threads, IMAGES, EngineOptions.Kind.ONEDNN),
                1.5 / largestCode(spec) + 10 * 0x1p-9);
    }

    private static int largestCode(NetworkSpec spec) {
        return (1 << spec.ownWidth().maps()) - 1;
    }

    private static void compareTraining(NetworkSpec spec, EngineOptions options, double codeTolerance) {
        double tolerance = spec.nodes().toString().contains("UINT") ? codeTolerance : FLOAT_TOLERANCE;
        try (Workbench reference = Workbench.reference(spec, IMAGES);
                Workbench fast = new Workbench(spec, options)) {
            for (int step = 0; step < 4; step++) {
                fast.parameters.put(0, reference.parameters, 0, reference.parameters.capacity());
                reference.forward(step);
                fast.forward(step);
                assertClose(tolerance, "scores", reference.scores, fast.scores, 0, fast.scores.capacity());
                reference.backward();
                fast.backward();
                for (ParameterSlice slice : fast.engine.layout().slices().values()) {
                    assertClose(
                            tolerance, slice.key(), reference.gradient, fast.gradient, slice.offset(), slice.length());
                }
                reference.descend(0.01f);
            }
        }
    }

    private static void assertClose(
            double tolerance, String what, FloatBuffer expected, FloatBuffer actual, int offset, int length) {
        double difference = 0;
        double norm = 0;
        for (int i = offset; i < offset + length; i++) {
            difference += Math.pow(expected.get(i) - actual.get(i), 2);
            norm += Math.pow(expected.get(i), 2);
        }
        assertThat(Math.sqrt(difference)).as(what).isLessThanOrEqualTo(tolerance * Math.sqrt(norm) + 1e-6);
    }

    @ParameterizedTest(name = "{0} threads={1}")
    @MethodSource("networksAndThreads")
    void evaluatesQuantizedNetworksToTheLastBit(NetworkSpec spec, int threads) {
        try (Workbench reference = Workbench.reference(spec, IMAGES);
                Workbench fast = new Workbench(spec, IMAGES, EngineOptions.Kind.ONEDNN, threads)) {
            for (int step = 0; step < 3; step++) {
                reference.forward(step);
                reference.backward();
                reference.descend(0.01f);
            }
            fast.parameters.put(0, reference.parameters, 0, reference.parameters.capacity());
            reference.evaluate();
            fast.evaluate();
            if (spec.nodes().toString().contains("UINT8")) {
                assertThat(fast.scores).isEqualTo(reference.scores);
            } else {
                assertClose(FLOAT_TOLERANCE, "scores", reference.scores, fast.scores, 0, fast.scores.capacity());
            }
        }
    }

    @Test
    void repeatsItselfToTheLastBit() {
        try (Workbench first = new Workbench(SampleNetworks.binaryResidual(), IMAGES, EngineOptions.Kind.ONEDNN, 3);
                Workbench second =
                        new Workbench(SampleNetworks.binaryResidual(), IMAGES, EngineOptions.Kind.ONEDNN, 3)) {
            for (int step = 0; step < 5; step++) {
                for (Workbench bench : new Workbench[] {first, second}) {
                    bench.forward(step);
                    bench.backward();
                    bench.descend(0.01f);
                }
            }
            assertThat(first.parameters).isEqualTo(second.parameters);
        }
    }

    @Test
    void smallerBatchesThanTheLargestGiveTheirOwnScores() {
        NetworkSpec spec = SampleNetworks.binaryChain();
        try (Workbench bench = new Workbench(spec, IMAGES, EngineOptions.Kind.ONEDNN, 2)) {
            bench.evaluate();
            FloatBuffer some = Workbench.floats(spec.classes());
            bench.engine.evaluate(bench.parameters, bench.pixels, 1, some);
            for (int c = 0; c < spec.classes(); c++) {
                assertThat(some.get(c)).isEqualTo(bench.scores.get(c));
            }
            assertThatThrownBy(() -> bench.engine.evaluate(bench.parameters, bench.pixels, IMAGES + 1, bench.scores))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Invalid number of images: 6 (must be 1 to 5)");
        }
    }

    @Test
    void anEngineThatDoesNotFitLeavesNothingBehind() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long committed = system.getCommittedVirtualMemorySize();
        // An image takes 126 bytes for pixels and 4 x 210 for the first sums of products, which are 2 GB for the batch.
        EngineOptions options = new EngineOptions(3, 3 * 2_560_000, EngineOptions.Kind.ONEDNN);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> TrainingEngines.open(
                            SampleNetworks.binaryResidual(), Workbench.NORMALIZATION, Workbench.HYSTERESIS, options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Invalid buffer size");
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("bitadapt-worker") && !before.contains(thread)) {
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
        assertThat(system.getCommittedVirtualMemorySize() - committed).isLessThan(2L << 30);
    }
}
