package org.bitadapt.runtime.latency;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;

/**
 * Times layers in the packed runtime, on one image.
 *
 * <p>A layer runs within a small model of random weights that feeds it what it reads; only the layer itself is timed, by
 * the runtime's own report of finished operations. Its input is fresh in the cache, as in a whole network. Not
 * thread-safe, on purpose: what runs at the same time is measured too.
 */
public final class PackedLayerTimer implements LayerTimer {

    private final SessionOptions options;
    private final TimingEffort effort;
    private final String engine;
    private final Set<LayerGeometry> warm = new HashSet<>();

    /**
     * A timer; nothing is measured yet. The vector engine is {@link org.bitadapt.runtime.EngineChoice#PLANES}: kernels for
     * some processors only, which the just-in-time compiler keeps fast for one network, but not always for hundreds of
     * them one after the other.
     *
     * @param options engine and threads
     * @param effort how long a layer is measured
     * @throws IllegalStateException if this JVM does not have the engine
     */
    public PackedLayerTimer(SessionOptions options, TimingEffort effort) {
        // A layer's own warm-up is short: it must not begin on another engine than it ends on.
        this.options = options.direct().planar();
        this.effort = effort;
        PackedModel model = PackedModel.load(LayerModel.smallest().file());
        try (Session session = model.openSession(this.options)) {
            engine = session.engineName();
        }
    }

    /**
     * What it measures.
     *
     * @return the engine's name
     */
    public String engine() {
        return engine;
    }

    @Override
    public Measurement time(LayerShape shape) {
        LayerModel layer = LayerModel.of(shape);
        Duration warmUp = warm.add(shape.geometry()) ? effort.firstWarmUp() : effort.warmUp();
        PackedModel model = PackedModel.load(layer.file());
        try (Session session = model.openSession(options)) {
            return new SessionTimer(session, model).operation(layer.operation(), effort, warmUp);
        }
    }

    /**
     * Times a whole network on one image: what a table's estimate is to be compared with.
     *
     * @param network a model
     * @return the time of a call
     */
    public Measurement time(PackedModel network) {
        try (Session session = network.openSession(options)) {
            session.warmUp();
            return new SessionTimer(session, network).whole(effort);
        }
    }
}
