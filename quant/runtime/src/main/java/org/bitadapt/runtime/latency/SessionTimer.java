package org.bitadapt.runtime.latency;

import java.time.Duration;
import java.util.Random;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.engine.OperationListener;

/** Runs a session again and again on one image of random pixels. */
final class SessionTimer {

    private final Session session;
    private final byte[] pixels;
    private final float[] logits;

    SessionTimer(Session session, PackedModel model) {
        this.session = session;
        this.pixels = new byte[model.inputShape().elements()];
        this.logits = new float[model.classes()];
        new Random(1).nextBytes(pixels);
    }

    /** Times whole runs. */
    Measurement whole(TimingEffort effort) {
        return Repetition.measure(effort, effort.firstWarmUp(), () -> {
            long start = System.nanoTime();
            session.run(pixels, logits);
            return System.nanoTime() - start;
        });
    }

    /** Times one operation within runs: from the end of the operation before it to its own end. */
    Measurement operation(int operation, TimingEffort effort, Duration warmUp) {
        OperationClock clock = new OperationClock(operation);
        return Repetition.measure(effort, warmUp, () -> {
            clock.last = System.nanoTime();
            session.run(pixels, 1, logits, clock);
            return clock.nanos;
        });
    }

    /** Hears of finished operations and notes how long one of them took. */
    private static final class OperationClock implements OperationListener {
        private final int operation;
        private long last;
        private long nanos;

        OperationClock(int operation) {
            this.operation = operation;
        }

        @Override
        public void finished(int finished) {
            long now = System.nanoTime();
            if (finished == operation) {
                nanos = now - last;
            }
            last = now;
        }
    }
}
