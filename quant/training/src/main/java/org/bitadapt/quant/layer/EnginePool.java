package org.bitadapt.quant.layer;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bitadapt.common.network.Width;
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

    private final Map<Lane, Deque<TrainingEngine>> idle = new LinkedHashMap<>(16, 0.75f, true);

    /** Engines of one network at one width. */
    private record Lane(EngineKey key, Width width) {}

    /** The pool of this JVM. */
    public static EnginePool shared() {
        return SHARED;
    }

    /** Lends an engine for a network's widest width to one caller, who gives it back with {@link #giveBack}. */
    public TrainingEngine borrow(EngineKey key) {
        return borrow(key, Width.WIDEST);
    }

    /**
     * Lends an engine to one caller, who gives it back.
     *
     * @param width one of the network's widths; {@link Width#WIDEST} for the widest
     */
    public TrainingEngine borrow(EngineKey key, Width width) {
        synchronized (this) {
            Deque<TrainingEngine> engines = idle.get(new Lane(key, width));
            if (engines != null && !engines.isEmpty()) {
                return engines.pop();
            }
        }
        return TrainingEngines.open(key.network(), width, key.pixels(), key.settlement(), key.options());
    }

    /** Keeps an engine for the next borrower of the same network's widest width. */
    public void giveBack(EngineKey key, TrainingEngine engine) {
        giveBack(key, Width.WIDEST, engine);
    }

    /** Keeps an engine for the next borrower of the same network and width. */
    public synchronized void giveBack(EngineKey key, Width width, TrainingEngine engine) {
        idle.computeIfAbsent(new Lane(key, width), unused -> new ArrayDeque<>()).push(engine);
        Iterator<Deque<TrainingEngine>> eldest = idle.values().iterator();
        while (networks() > NETWORKS) {
            eldest.next().forEach(TrainingEngine::close);
            eldest.remove();
        }
    }

    private long networks() {
        return idle.keySet().stream().map(Lane::key).distinct().count();
    }

    /** Settles parameters on a borrowed engine, see {@link TrainingEngine#settle}. */
    void settle(EngineKey key, FloatBuffer parameters, int step) {
        use(key, engine -> engine.settle(parameters, step));
    }

    /** Lends an engine for a network's widest width for one piece of work; an engine that fails is closed. */
    void use(EngineKey key, Consumer<TrainingEngine> work) {
        TrainingEngine engine = borrow(key);
        try {
            work.accept(engine);
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
