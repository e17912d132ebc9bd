package org.bitadapt.netadapt.latency;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.quant.engine.TrainingEngines;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.parameter.Initialization;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.runtime.latency.LayerGeometry;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.LayerTimer;
import org.bitadapt.runtime.latency.Measurement;
import org.bitadapt.runtime.latency.Repetition;
import org.bitadapt.runtime.latency.TimingEffort;

/**
 * Times layers of float networks in the training engine's evaluation, on one image: float networks run on that engine.
 *
 * <p>A layer runs within a small network of random weights that makes the layer's input; only the layer itself is
 * timed. Bringing weights into the library's layout is not timed, because a model that is only evaluated does that
 * once. A timer is not thread-safe, on purpose: other work at the same time would be measured too.
 */
public final class FloatLayerTimer implements LayerTimer {

    /** The engine's name in tables. */
    public static final String ENGINE = "float32";

    private static final Hysteresis HYSTERESIS = new Hysteresis(0, Hysteresis.Scale.ABSOLUTE);

    private final EngineOptions options;
    private final TimingEffort effort;
    private final Set<LayerGeometry> warm = new HashSet<>();

    /**
     * @param threads the number of worker threads of the engine
     * @param effort how long a layer is measured
     */
    public FloatLayerTimer(int threads, TimingEffort effort) {
        this.options = EngineOptions.automatic(threads, 1);
        this.effort = effort;
    }

    @Override
    public Measurement time(LayerShape shape) {
        NetworkSpec network = FloatLayerNetwork.around(shape);
        LoweredNetwork lowered = LoweredNetwork.of(network);
        ParameterLayout layout = ParameterLayout.of(lowered);
        FloatBuffer parameters = floats(layout.size());
        Initialization.fill(lowered, layout, 1, parameters);
        int step = step(lowered);
        Duration warmUp = warm.add(shape.geometry()) ? effort.firstWarmUp() : effort.warmUp();
        return time(network, parameters, step, step + 1, warmUp);
    }

    private static int step(LoweredNetwork lowered) {
        for (int i = 0; i < lowered.steps().size(); i++) {
            if (lowered.steps().get(i).name().equals(FloatLayerNetwork.LAYER)) {
                return i;
            }
        }
        throw new IllegalStateException("The layer is a step of its network");
    }

    /**
     * Times a whole network on one image, for comparison with a table's estimate.
     *
     * @param parameters the parameter vector, direct, laid out by {@link ParameterLayout}
     */
    public Measurement time(NetworkSpec network, FloatBuffer parameters) {
        int steps = LoweredNetwork.of(network).steps().size();
        return time(network, parameters, 0, steps, effort.firstWarmUp());
    }

    private Measurement time(NetworkSpec network, FloatBuffer parameters, int from, int to, Duration warmUp) {
        int channels = network.input().channels();
        PixelNormalization pixels = new PixelNormalization(Collections.nCopies(channels, 128), 1 / 64f);
        ByteBuffer image = ByteBuffer.allocateDirect(network.input().size()).order(ByteOrder.nativeOrder());
        byte[] random = new byte[image.capacity()];
        new Random(1).nextBytes(random);
        image.put(0, random);
        FloatBuffer scores = floats(network.classes());
        long[] times = new long[2];
        try (TrainingEngine engine = TrainingEngines.open(network, pixels, HYSTERESIS, options)) {
            return Repetition.measure(effort, warmUp, () -> {
                engine.evaluate(parameters, image, 1, scores, step -> {
                    if (step == from) {
                        times[0] = System.nanoTime();
                    } else if (step == to) {
                        times[1] = System.nanoTime();
                    }
                });
                return times[1] - times[0];
            });
        }
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
