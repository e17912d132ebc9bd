package org.bitadapt.quant.layer;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bitadapt.quant.engine.TrainingEngines;
import org.bitadapt.quant.engine.contract.TrainingEngine;

/**
 * Idle engines of this JVM, kept for the next borrower.
 *
 * <p>DL4J's Spark worker builds a graph anew for every averaging period. Compiling kernels and allocating feature maps
 * each time would cost more than the training itself; an engine has no parameters, so any graph of the same network can
 * take over an engine that another graph has given back.
 */
public final class EnginePool {

    /**
     * The most networks whose idle engines are kept: a search that tries many networks must not fill the memory with
     * engines.
     */
    private static final int NETWORKS = 4;

    private static final EnginePool SHARED = new EnginePool();

    private final Map<EngineKey, Deque<TrainingEngine>> idle = new LinkedHashMap<>(16, 0.75f, true);

    /** The pool of this JVM. */
    public static EnginePool shared() {
        return SHARED;
    }

    /** Lends an engine to one caller, who gives it back with {@link #giveBack}. */
    public TrainingEngine borrow(EngineKey key) {
        synchronized (this) {
            Deque<TrainingEngine> engines = idle.get(key);
            if (engines != null && !engines.isEmpty()) {
                return engines.pop();
            }
        }
        return TrainingEngines.open(key.network(), key.pixels(), key.settlement(), key.options());
    }

    /** Keeps an engine for the next borrower of the same key. */
    public synchronized void giveBack(EngineKey key, TrainingEngine engine) {
        idle.computeIfAbsent(key, unused -> new ArrayDeque<>()).push(engine);
        Iterator<Deque<TrainingEngine>> eldest = idle.values().iterator();
        while (idle.size() > NETWORKS) {
            eldest.next().forEach(TrainingEngine::close);
            eldest.remove();
        }
    }

    /** Settles parameters on a borrowed engine, see {@link TrainingEngine#settle}; an engine that fails is closed. */
    void settle(EngineKey key, FloatBuffer parameters, int step) {
        TrainingEngine engine = borrow(key);
        try {
            engine.settle(parameters, step);
        } catch (RuntimeException | Error e) {
            engine.close();
            throw e;
        }
        giveBack(key, engine);
    }

    /** Releases all idle engines. */
    public synchronized void clear() {
        idle.values().forEach(engines -> engines.forEach(TrainingEngine::close));
        idle.clear();
    }
}
