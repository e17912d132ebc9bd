package org.bitadapt.jobs.benchmark;

import java.time.Duration;
import java.util.List;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;

/** Mean times of a model's operations; the clock is read after each operation. */
final class LayerTimes {

    private static final double NANOS_PER_MICRO = 1e3;

    private LayerTimes() {}

    static List<InferenceOutcome.Layer> measure(
            PackedModel model, Session session, byte[] pixels, int batch, Duration duration) {
        long[] nanos = new long[model.network().operations().size()];
        float[] scores = new float[batch * model.classes()];
        long[] last = new long[1];
        long start = System.nanoTime();
        long images = 0;
        while (images == 0 || System.nanoTime() - start < duration.toNanos()) {
            last[0] = System.nanoTime();
            session.run(pixels, batch, scores, operation -> {
                long now = System.nanoTime();
                nanos[operation] += now - last[0];
                last[0] = now;
            });
            images += batch;
        }
        double unit = NANOS_PER_MICRO * images;
        return model.describe().layers().stream()
                .map(layer -> new InferenceOutcome.Layer(
                        layer.number(), layer.kind(), layer.output().shape().toString(), nanos[layer.number()] / unit))
                .toList();
    }
}
