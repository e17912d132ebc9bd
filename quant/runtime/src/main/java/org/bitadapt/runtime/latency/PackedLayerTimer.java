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
 * <p>A layer runs within a small model of random weights that makes the layer's input; only the layer itself is timed,
 * by the runtime's own report of finished operations. The input is fresh in the cache, as in a whole network. A timer
 * is not thread-safe, on purpose: other work at the same time would be measured too.
 */
public final class PackedLayerTimer implements LayerTimer {

    private final SessionOptions options;
    private final TimingEffort effort;
    private final String engine;
    private final Set<LayerGeometry> warm = new HashSet<>();

    /**
     * Makes a timer, and measures nothing yet. The timer uses {@link org.bitadapt.runtime.EngineChoice#PLANES} as its
     * vector engine: the just-in-time compiler keeps kernels for some processors only fast for one network, but not
     * always for hundreds of networks one after the other.
     *
     * @param options engine and threads
     * @param effort how long a layer is measured
     * @throws IllegalStateException if this JVM does not have the engine
     */
    public PackedLayerTimer(SessionOptions options, TimingEffort effort) {
        // A layer's own warm-up is short: it must begin on the engine on which it ends.
        this.options = options.direct().planar();
        this.effort = effort;
        PackedModel model = PackedModel.load(LayerModel.smallest().file());
        try (Session session = model.openSession(this.options)) {
            engine = session.engineName();
        }
    }

    /**
     * The engine that is measured.
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
     * Times a whole network on one image, for comparison with a table's estimate.
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
