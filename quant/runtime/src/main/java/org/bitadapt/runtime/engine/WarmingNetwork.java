package org.bitadapt.runtime.engine;

import java.util.function.Supplier;
import org.bitadapt.runtime.format.PackedNetwork;

/**
 * A network that runs at once on an engine that needs no warm-up, and on a better engine as soon as that engine is
 * warm.
 *
 * <p>Kernels on the Vector API take many times as long as plain Java until the just-in-time compiler has compiled them,
 * which takes seconds. The first image is therefore run by the first engine; then the better engine warms up on a
 * thread of its own, once for all inferences of the network, and each inference moves between two images. Both engines
 * give the same bits, so the moment of the move does not matter.
 */
public final class WarmingNetwork implements PreparedNetwork {
    private final PackedNetwork network;
    private final PreparedNetwork first;
    private final String betterName;
    private final WarmUp warmUp;

    /**
     * Makes a network whose better form is prepared later, by the warm-up.
     *
     * @param network the network
     * @param first the form of the network that runs at once
     * @param betterName the name of the engine of the better form
     * @param better makes the better form, on the thread that warms up
     */
    public WarmingNetwork(
            PackedNetwork network, PreparedNetwork first, String betterName, Supplier<PreparedNetwork> better) {
        this.network = network;
        this.first = first;
        this.betterName = betterName;
        this.warmUp = new WarmUp(network, first, better);
    }

    /** The better engine's name, or the first engine's once the better one has failed. */
    @Override
    public String engineName() {
        return warmUp.isDone() ? warmUp.outcome().engineName() : betterName;
    }

    @Override
    public Inference open(int threads) {
        return warmUp.isDone()
                ? warmUp.outcome().open(threads)
                : new WarmingInference(network, first.open(threads), warmUp, threads);
    }

    /** Shares maps with the other inference as long as both run on the first engine, or from when both have moved. */
    @Override
    public Inference open(int threads, Inference other) {
        Inference running = other instanceof WarmingInference warming ? warming.current() : other;
        return warmUp.isDone()
                ? warmUp.outcome().open(threads, running)
                : new WarmingInference(network, first.open(threads, running), warmUp, threads);
    }
}
