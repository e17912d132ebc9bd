package org.bitadapt.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.format.Width;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Warm sessions allocate nothing on any of their threads. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 50;
    private static final int MAX_ROUNDS = 1000;

    /** Models have few channels or many, which the vector engine may compute in different ways. */
    @ParameterizedTest(name = "{0} channels, {1} threads, {2} images")
    @CsvSource({"8,1,1", "8,2,1", "8,2,5", "64,1,1", "64,2,1"})
    void warmCallsAllocateNothing(int channels, int threads, int images) {
        PackedModel model = model(channels);
        byte[] pixels = new byte[images * model.inputShape().elements()];
        float[] logits = new float[images * model.classes()];
        try (Session session = model.openSession(new SessionOptions(EngineChoice.AUTO, threads))) {
            session.warmUp();
            assertThat(leastOfRounds(() -> session.run(pixels, images, logits))).isZero();
        }
    }

    @Test
    void callsOfManyImagesAllocateNothing() {
        RandomNetworks networks = new RandomNetworks(4);
        int codes = networks.convolution(Convolution.of(networks.input(3, 4, 4), 8, 1));
        PackedModel model = networks.reading(networks.convolution(Convolution.of(codes, 16, 4)));
        int images = 2 * 64;
        byte[] pixels = new byte[images * model.inputShape().elements()];
        float[] logits = new float[images * model.classes()];
        try (Session session = model.openSession(new SessionOptions(EngineChoice.VECTOR, 2))) {
            assertThat(leastOfRounds(() -> session.run(pixels, images, logits))).isZero();
        }
    }

    /** Widths are changed before each call. */
    @ParameterizedTest(name = "{0}, {1} threads")
    @CsvSource({"AUTO,1", "VECTOR,2", "REFERENCE,1"})
    void changesOfTheWidthAllocateNothing(EngineChoice engine, int threads) {
        RandomNetworks networks = new RandomNetworks(4, List.of(new Width(1, 8), new Width(2, 4), new Width(2, 8)));
        int codes = networks.convolution(
                Convolution.of(networks.input(3, 9, 9), 8, 3).withPadding(1).withWeights(WeightType.INT8));
        int sum = networks.convolution(
                Convolution.of(codes, 8, 3).withPadding(1).withPlanes(2).withResidualCodes(codes));
        PackedModel model =
                networks.reading(networks.convolution(Convolution.of(sum, 16, 9).withPlanes(2)));
        byte[] pixels = new byte[model.inputShape().elements()];
        float[] logits = new float[model.classes()];
        List<Width> widths = model.widths();
        try (Session session = model.openSession(new SessionOptions(engine, threads))) {
            session.warmUp();
            assertThat(leastOfRounds(() -> {
                        for (int i = 0; i < 3; i++) {
                            session.use(widths.get(i));
                            session.run(pixels, logits);
                        }
                    }))
                    .isZero();
        }
    }

    @Test
    void theReferenceEngineAllocatesNothing() {
        PackedModel model = model(8);
        byte[] pixels = new byte[model.inputShape().elements()];
        float[] logits = new float[model.classes()];
        try (Session session = model.openSession(SessionOptions.DEFAULT.withEngine(EngineChoice.REFERENCE))) {
            assertThat(leastOfRounds(() -> session.run(pixels, logits))).isZero();
        }
    }

    /** Bytes of the round that allocates least: until kernels are compiled, they make objects of their vectors. */
    private static long leastOfRounds(Runnable call) {
        long[] threads = threads();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < MAX_ROUNDS && least > 0; round++) {
            long before = allocated(threads);
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            least = Math.min(least, allocated(threads) - before);
        }
        return least;
    }

    /** The ids of this thread and of the threads of sessions. */
    private static long[] threads() {
        LongStream sessions = Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().startsWith("bitadapt-inference"))
                .mapToLong(info -> info.getThreadId());
        return LongStream.concat(LongStream.of(Thread.currentThread().getId()), sessions)
                .toArray();
    }

    /** Bytes that threads have allocated so far; asking thread by thread allocates nothing itself. */
    private static long allocated(long[] threads) {
        long sum = 0;
        for (long thread : threads) {
            sum += THREADS.getThreadAllocatedBytes(thread);
        }
        return sum;
    }

    private static PackedModel model(int channels) {
        RandomNetworks networks = new RandomNetworks(4);
        int image = networks.input(3, 9, 9);
        int codes = networks.convolution(
                Convolution.of(image, channels, 3).withPadding(1).withWeights(WeightType.INT8));
        Convolution next = Convolution.of(codes, channels, 3).withPadding(1);
        int plain = networks.convolution(next);
        int sum = networks.convolution(
                Convolution.of(plain, channels, 3).withPadding(1).withResidualCodes(codes, 0.5f));
        int pooled = networks.maxPool(sum, 2, 2, 0);
        return networks.reading(networks.convolution(Convolution.of(pooled, 16 * channels, 4)));
    }
}
