package org.bitadapt.jobs.netadapt.latency;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkExecutorInfo;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.config.LatencyConfig;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.latency.FloatLayerTimer;
import org.bitadapt.quant.layer.Buffers;
import org.bitadapt.quant.pack.ModelPacker;
import org.bitadapt.runtime.EngineChoice;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.SessionOptions;
import org.bitadapt.runtime.latency.HostLock;
import org.bitadapt.runtime.latency.LatencyHeader;
import org.bitadapt.runtime.latency.LayerTimer;
import org.bitadapt.runtime.latency.Measurement;
import org.bitadapt.runtime.latency.PackedLayerTimer;
import org.bitadapt.runtime.latency.SteadyMeasurement;
import org.bitadapt.runtime.latency.TimingEffort;

/**
 * Measures networks on one image and one thread of the driver's machine: packed models by the runtime, float networks by
 * the training engine.
 *
 * <p>Nothing else of the search computes meanwhile: the driver measures between the jobs of two iterations, after it
 * has waited until no executor of the application runs a task, killed tasks included. The driver also waits for other
 * processes that measure for BitAdapt on this host ({@link HostLock}). Other programs are beyond its reach; leave the
 * machine alone.
 */
public final class WholeLatency {

    private static final int MINIMUM_RUNS = 11;
    private static final Duration LAYER = Duration.ofMillis(40);
    private static final Duration LAYER_WARM_UP = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 20;

    private final SparkContext spark;
    private final Console console;
    private final LatencyConfig config;
    private final PixelNormalization pixels;

    public WholeLatency(SparkContext spark, Console console, LatencyConfig config, PixelNormalization pixels) {
        this.spark = spark;
        this.console = console;
        this.config = config;
        this.pixels = pixels;
    }

    /** Whether the packed runtime can run a network. */
    public static boolean packs(NetworkSpec network) {
        return network.weighted().stream()
                .noneMatch(node -> ((org.bitadapt.common.network.LayerSpec.Weighted) node.layer()).weights()
                        == WeightPrecision.FLOAT32);
    }

    /** A network as a packed model. */
    byte[] pack(TrainingStart model, List<String> classes) {
        return ModelPacker.pack(model.network(), pixels, classes, Buffers.direct(model.parameters()));
    }

    /** Measures a network when no task runs: a packed model in a process of its own, a float network in this one. */
    Measurement measure(TrainingStart model) throws IOException {
        awaitIdleExecutors();
        return HostLock.alone(() -> console.say(HostLock.WAITING), () -> alone(model));
    }

    /** Measures a packed model at its widest width when no task runs, in a process of its own. */
    public Measurement measure(byte[] packed) throws IOException {
        awaitIdleExecutors();
        return HostLock.alone(() -> console.say(HostLock.WAITING), () -> alone(packed));
    }

    private Measurement alone(TrainingStart model) {
        if (!packs(model.network())) {
            FloatLayerTimer timer = new FloatLayerTimer(1, whole());
            return SteadyMeasurement.of(() -> timer.time(model.network(), Buffers.direct(model.parameters())));
        }
        return alone(pack(model, List.of()));
    }

    private Measurement alone(byte[] packed) {
        try {
            return FreshJvm.time(packed, whole());
        } catch (IOException e) {
            console.say(e.getMessage() + ". It is measured in this process, which may be slower.");
            PackedModel loaded = PackedModel.load(packed);
            return SteadyMeasurement.of(() -> packedTimer(whole()).time(loaded));
        }
    }

    private TimingEffort whole() {
        return new TimingEffort(
                seconds(config.warmUpSeconds()), Duration.ZERO, seconds(config.measureSeconds()), MINIMUM_RUNS);
    }

    /** How long the layers of a table are measured. */
    TimingEffort layers() {
        return new TimingEffort(seconds(config.warmUpSeconds()), LAYER_WARM_UP, LAYER, MINIMUM_RUNS);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(1e9 * seconds));
    }

    /** The timer that measures the layers of networks of this kind. */
    LayerTimer timer(NetworkSpec network) {
        return packs(network) ? packedTimer(layers()) : new FloatLayerTimer(1, layers());
    }

    private static PackedLayerTimer packedTimer(TimingEffort effort) {
        return new PackedLayerTimer(new SessionOptions(EngineChoice.AUTO, 1), effort);
    }

    /** The engine that runs networks of this kind. */
    public String engine(NetworkSpec network) {
        return packs(network) ? packedTimer(layers()).engine() : FloatLayerTimer.ENGINE;
    }

    /** The header of a table that is measured on this machine. */
    public LatencyHeader here(NetworkSpec network, String date) {
        return LatencyHeader.here(config.target(), engine(network), 1, date);
    }

    private void awaitIdleExecutors() {
        long start = System.nanoTime();
        while (running() > 0 && System.nanoTime() - start < PATIENCE.toNanos()) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for idle executors", e);
            }
        }
    }

    private int running() {
        int running = 0;
        for (SparkExecutorInfo executor : spark.statusTracker().getExecutorInfos()) {
            running += executor.numRunningTasks();
        }
        return running;
    }
}
