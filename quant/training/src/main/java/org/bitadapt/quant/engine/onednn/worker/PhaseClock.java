package org.bitadapt.quant.engine.onednn.worker;

import java.util.EnumMap;
import java.util.Map;
import org.bitadapt.quant.engine.contract.Phase;

/** The time that one worker spent in each phase; a worker is always in exactly one phase. */
final class PhaseClock {

    private final Map<Phase, Counter> counters = new EnumMap<>(Phase.class);
    private Phase current = Phase.OUTSIDE;
    private long since = System.nanoTime();

    private static final class Counter {
        private long nanos;
    }

    PhaseClock() {
        for (Phase phase : Phase.values()) {
            counters.put(phase, new Counter());
        }
    }

    /** Ends one phase and begins another. */
    void enter(Phase phase) {
        long now = System.nanoTime();
        counters.get(current).nanos += now - since;
        since = now;
        current = phase;
    }

    Phase current() {
        return current;
    }

    /** Nanoseconds by phase, without the time {@link Phase#OUTSIDE}. */
    Map<Phase, Long> nanos() {
        Map<Phase, Long> result = new EnumMap<>(Phase.class);
        counters.forEach((phase, counter) -> result.put(phase, counter.nanos));
        result.remove(Phase.OUTSIDE);
        return result;
    }
}
