package org.bitadapt.netadapt.latency;

import java.util.Arrays;
import java.util.Random;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;

/**
 * Times layers in the packed runtime, on one image.
 *
 * <p>A layer runs within a small model of random weights that feeds it what it reads; only the layer itself is timed, by
 * the runtime's own report of finished operations. Its input is fresh in the cache, as in a whole network.
 */
public final class PackedLayerTimer implements LayerTimer {

    private static final int MAX_RUNS = 100_000;

    private final SessionOptions options;
    private final TimingEffort effort;

    /**
     * @param options engine and threads
     * @param effort how long a layer is measured
     */
    public PackedLayerTimer(SessionOptions options, TimingEffort effort) {
        this.options = options;
        this.effort = effort;
    }

    /** The name of the engine that it measures. */
    public String engine() {
        LayerModel smallest = LayerModel.smallest();
        try (Session session = PackedModel.load(smallest.file()).openSession(options)) {
            return session.engineName();
        }
    }

    @Override
    public Measurement time(LayerShape shape) {
        LayerModel layer = LayerModel.of(shape);
        PackedModel model = PackedModel.load(layer.file());
        byte[] pixels = new byte[model.inputShape().elements()];
        new Random(1).nextBytes(pixels);
        try (Session session = model.openSession(options)) {
            Runs runs = new Runs(session, layer.operation(), pixels, new float[model.classes()]);
            runs.repeat(effort.warmUp().toNanos(), 1);
            return Measurement.of(runs.repeat(effort.measure().toNanos(), effort.minimumRuns()));
        }
    }

    /** Repeated runs of one operation. */
    private static final class Runs {
        private final Session session;
        private final int operation;
        private final byte[] pixels;
        private final float[] logits;
        private long last;
        private long nanos;

        Runs(Session session, int operation, byte[] pixels, float[] logits) {
            this.session = session;
            this.operation = operation;
            this.pixels = pixels;
            this.logits = logits;
        }

        long[] repeat(long duration, int minimum) {
            long[] times = new long[Math.max(minimum, MAX_RUNS)];
            long start = System.nanoTime();
            int count = 0;
            while (count < minimum || (count < times.length && System.nanoTime() - start < duration)) {
                last = System.nanoTime();
                session.run(pixels, 1, logits, this::finished);
                times[count++] = nanos;
            }
            return Arrays.copyOf(times, count);
        }

        private void finished(int finished) {
            long now = System.nanoTime();
            if (finished == operation) {
                nanos = now - last;
            }
            last = now;
        }
    }
}
