package org.bitadapt.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedModelBuilder;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.PackedNetworkReader;
import org.bitadapt.runtime.format.SlotShape;
import org.junit.jupiter.api.Test;

class WarmingNetworkTest {
    private static final PackedNetwork NETWORK = network();

    private final AtomicInteger open = new AtomicInteger();
    /** The numbers of the engines that were told to warm up. */
    private final List<Integer> warmUps = new ArrayList<>();

    @Test
    void theFirstImageRunsOnTheFirstEngineWithoutPreparingTheOther() {
        AtomicInteger prepared = new AtomicInteger();
        WarmingNetwork network = new WarmingNetwork(NETWORK, engine(1), "engine 2", () -> {
            prepared.incrementAndGet();
            return engine(2);
        });

        try (Inference inference = network.open(1)) {
            assertThat(prepared).hasValue(0);
            assertThat(run(inference, 1)).containsExactly(10);
        }
    }

    @Test
    void aWarmInferenceRunsOnTheOtherEngineAndClosesBoth() {
        WarmingNetwork network = new WarmingNetwork(NETWORK, engine(1), "engine 2", () -> engine(2));
        try (Inference inference = network.open(1)) {
            run(inference, 1);
            inference.warmUp();
            assertThat(run(inference, 3)).containsExactly(20, 21, 22);
            assertThat(network.engineName()).isEqualTo("engine 2");
        }
        assertThat(open).hasValue(0);
    }

    @Test
    void allInferencesShareOneWarmUp() {
        AtomicInteger prepared = new AtomicInteger();
        WarmingNetwork network = new WarmingNetwork(NETWORK, engine(1), "engine 2", () -> {
            prepared.incrementAndGet();
            return engine(2);
        });
        try (Inference early = network.open(1)) {
            early.warmUp();
            try (Inference late = network.open(1)) {
                assertThat(run(late, 1)).containsExactly(20);
            }
        }
        assertThat(prepared).hasValue(1);
    }

    @Test
    void eachImageRunsOnceWhileTheEnginesChange() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        WarmingNetwork network = new WarmingNetwork(NETWORK, engine(1), "engine 2", () -> {
            started.countDown();
            awaitQuietly(release);
            return engine(2);
        });
        try (Inference inference = network.open(1)) {
            run(inference, 1);
            started.await();
            OperationListener waits = new OperationListener() {
                private int images;

                @Override
                public void finished(int operation) {
                    images++;
                    if (images == 2) {
                        release.countDown();
                        network.open(1).warmUp();
                    }
                }
            };
            float[] logits = new float[4];
            inference.run(new byte[] {0, 1, 2, 3}, 4, logits, waits);
            assertThat(logits).containsExactly(10, 11, 22, 23);
        }
    }

    @Test
    void warmingUpWarmsUpTheBetterEngineItself() {
        WarmingNetwork network = new WarmingNetwork(NETWORK, engine(1), "engine 2", () -> engine(2));
        try (Inference inference = network.open(1)) {
            run(inference, 1);
            inference.warmUp();
            assertThat(warmUps).containsExactly(2);
        }
    }

    @Test
    void speedIsSteadyOnlyAfterManyRunsWithoutAGain() {
        AtomicInteger runs = new AtomicInteger();
        try (Inference inference = engine(1).open(1)) {
            SteadySpeed.reach(counting(inference, runs), NETWORK);
        }
        assertThat(runs).hasValueGreaterThanOrEqualTo(64);
    }

    private static Inference counting(Inference inference, AtomicInteger runs) {
        return new Inference() {
            @Override
            public void run(byte[] pixels, int images, float[] logits, OperationListener listener) {
                runs.incrementAndGet();
                inference.run(pixels, images, logits, listener);
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void anEngineThatFailsIsNotMovedToButNamedInTheLog() {
        UnsupportedOperationException cause = new UnsupportedOperationException();
        WarmingNetwork network = new WarmingNetwork(NETWORK, engine(1), "engine 2", () -> {
            throw cause;
        });
        List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());
        Logger logger = Logger.getLogger(WarmUp.class.getName());
        Handler handler = handler(records);
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try (Inference inference = network.open(1)) {
            assertThat(network.engineName()).isEqualTo("engine 2");
            inference.warmUp();
            inference.warmUp();
            assertThat(run(inference, 2)).containsExactly(10, 11);
            assertThat(network.engineName()).isEqualTo("engine 1");
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.WARNING);
            assertThat(record.getThrown()).isSameAs(cause);
        });
    }

    private static Handler handler(List<LogRecord> records) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static float[] run(Inference inference, int images) {
        byte[] pixels = new byte[images];
        for (int i = 0; i < images; i++) {
            pixels[i] = (byte) i;
        }
        float[] logits = new float[images];
        inference.run(pixels, images, logits, OperationListener.NONE);
        return logits;
    }

    /** An engine whose logits are {@code 10 number + pixel}. */
    private PreparedNetwork engine(int number) {
        return new PreparedNetwork() {
            @Override
            public String engineName() {
                return "engine " + number;
            }

            @Override
            public Inference open(int threads) {
                open.incrementAndGet();
                return inference(number);
            }
        };
    }

    private Inference inference(int number) {
        return new Inference() {
            @Override
            public void run(byte[] pixels, int images, float[] logits, OperationListener listener) {
                for (int image = 0; image < images; image++) {
                    logits[image] = 10 * number + pixels[image];
                    listener.finished(0);
                }
            }

            @Override
            public void warmUp() {
                warmUps.add(number);
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A network of one pixel and one logit. */
    private static PackedNetwork network() {
        PackedModelBuilder builder = new PackedModelBuilder("one");
        int image = builder.input(new SlotShape(1, 1, 1), List.of(0));
        builder.convolution(
                Convolution.of(image, 1, 1).withOutput(ElementType.F32), new byte[] {1}, new float[] {1}, new float[] {0
                });
        return PackedNetworkReader.read(ByteBuffer.wrap(builder.toBytes()));
    }
}
