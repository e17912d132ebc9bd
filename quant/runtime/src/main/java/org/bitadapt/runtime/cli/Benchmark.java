package org.bitadapt.runtime.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bitadapt.runtime.ModelDescription;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;
import org.bitadapt.runtime.format.Width;

/** Times a model: first plain calls, then as many calls with a clock read after each operation. */
final class Benchmark {
    private static final int MAX_CALLS = 1_000_000;
    private static final int MIN_CALLS = 5;

    private final BenchmarkOptions options;

    Benchmark(BenchmarkOptions options) {
        this.options = options;
    }

    void run(PrintStream out) throws IOException {
        PackedModel model = SyntheticModels.load(options.model(), options.width());
        Width width = options.width().widest(model, options.model());
        SessionOptions session = new SessionOptions(options.engine(), options.threads());
        byte[] pixels = SyntheticModels.pixels(ofCall(model.inputShape().elements()), 2);
        float[] logits = new float[ofCall(model.classes())];
        try (Session running = model.openSession(session, List.of(width))) {
            running.warmUp();
            out.println(Main.engine(running) + ", threads " + options.threads() + ", batch " + options.batch()
                    + (width.equals(Width.BINARY) ? "" : ", " + WidthChoice.words(width)));
            times(running, pixels, logits);
            report(times(running, pixels, logits), model.describe(width), out);
            reportLayers(layerNanos(running, pixels, logits, model), model.describe(width), out);
        }
    }

    /** How many numbers all images of a call have. */
    private int ofCall(int ofImage) {
        try {
            return Math.multiplyExact(options.batch(), ofImage);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "Invalid --batch: " + options.batch() + " (must be at most " + Integer.MAX_VALUE / ofImage
                            + " images of " + ofImage + " numbers)",
                    e);
        }
    }

    /** The nanoseconds of each call, sorted. */
    private long[] times(Session session, byte[] pixels, float[] logits) {
        long[] nanos = new long[MAX_CALLS];
        long start = System.nanoTime();
        int calls = 0;
        while (calls < MIN_CALLS || (calls < MAX_CALLS && System.nanoTime() - start < options.seconds() * 1e9)) {
            long before = System.nanoTime();
            session.run(pixels, options.batch(), logits);
            nanos[calls++] = System.nanoTime() - before;
        }
        long[] sorted = Arrays.copyOf(nanos, calls);
        Arrays.sort(sorted);
        return sorted;
    }

    private void report(long[] sorted, ModelDescription description, PrintStream out) {
        double median = quantile(sorted, 0.5);
        double imagesPerSecond = options.batch() / median * 1e3;
        out.printf(
                Locale.ROOT,
                "%d calls: median %.3f ms, p90 %.3f ms, p99 %.3f ms; %.1f images/s, %.1f billion MACs/s%n",
                sorted.length,
                median,
                quantile(sorted, 0.9),
                quantile(sorted, 0.99),
                imagesPerSecond,
                imagesPerSecond * description.multiplyAccumulates() / 1e9);
    }

    private static double quantile(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
    }

    /** The average nanoseconds per image of each operation. */
    private double[] layerNanos(Session session, byte[] pixels, float[] logits, PackedModel model) {
        long[] total = new long[model.network().operations().size()];
        long[] last = new long[1];
        long start = System.nanoTime();
        int calls = 0;
        while (calls < MIN_CALLS || System.nanoTime() - start < options.seconds() * 1e9) {
            last[0] = System.nanoTime();
            session.run(pixels, options.batch(), logits, operation -> {
                long now = System.nanoTime();
                total[operation] += now - last[0];
                last[0] = now;
            });
            calls++;
        }
        double images = (double) calls * options.batch();
        return Arrays.stream(total).mapToDouble(nanos -> nanos / images).toArray();
    }

    private static void reportLayers(double[] nanos, ModelDescription description, PrintStream out) {
        out.printf(Locale.ROOT, "%4s  %-36s %-14s %12s %12s%n", "slot", "operation", "shape", "us/image", "GMAC/s");
        for (ModelDescription.Layer layer : description.layers()) {
            double time = nanos[layer.number()];
            out.printf(
                    Locale.ROOT,
                    "%4d  %-36s %-14s %12.2f %12.1f%n",
                    layer.number(),
                    layer.kind(),
                    layer.output().shape(),
                    time / 1e3,
                    layer.multiplyAccumulates() / time);
        }
    }
}
