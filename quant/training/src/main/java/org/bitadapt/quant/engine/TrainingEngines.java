package org.bitadapt.quant.engine;

import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.common.network.Width;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.hysteresis.Settlement;
import org.bitadapt.quant.engine.onednn.OneDnnEngine;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.reference.ReferenceTrainingEngine;
import org.bitadapt.quant.kernel.onednn.OneDnn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens training engines. */
public final class TrainingEngines {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingEngines.class);

    private TrainingEngines() {}

    /** Opens an engine whose threshold holds from the start, on latent weights of any size. */
    public static TrainingEngine open(
            NetworkSpec spec, PixelNormalization normalization, Hysteresis hysteresis, EngineOptions options) {
        return open(spec, normalization, Settlement.of(hysteresis), options);
    }

    /** Opens an engine for a network at its widest. */
    public static TrainingEngine open(
            NetworkSpec spec, PixelNormalization normalization, Settlement settlement, EngineOptions options) {
        return open(spec, Width.WIDEST, normalization, settlement, options);
    }

    /**
     * Opens an engine for one width of a network, over the parameter vector of all its widths.
     *
     * @param width one of the network's widths; {@link Width#WIDEST} for the widest
     * @throws IllegalArgumentException if the network has no lowered form, or the normalization does not fit its
     *     channels
     * @throws IllegalStateException if oneDNN was asked for and does not load
     */
    public static TrainingEngine open(
            NetworkSpec spec,
            Width width,
            PixelNormalization normalization,
            Settlement settlement,
            EngineOptions options) {
        int channels = spec.input().channels();
        if (normalization.zeroPoints().size() != channels) {
            throw new IllegalArgumentException("Invalid pixel normalization: "
                    + normalization.zeroPoints().size() + " zero points (must be " + channels + ", as network "
                    + spec.name() + " has channels)");
        }
        if (!normalization.shifts().isEmpty() && isQuantized(spec)) {
            throw new IllegalArgumentException("Invalid pixel normalization: shifts " + normalization.shifts()
                    + " (must be none for network " + spec.name() + ", whose weights are codes)");
        }
        ParameterLayout layout = ParameterLayout.of(LoweredNetwork.of(spec)).at(width);
        LoweredNetwork network = LoweredNetwork.of(spec.at(width));
        if (options.kind() != EngineOptions.Kind.REFERENCE && loads(options)) {
            return new OneDnnEngine(network, layout, normalization, settlement, options);
        }
        return new ReferenceTrainingEngine(network, layout, normalization, settlement, options.maximumBatch());
    }

    private static boolean isQuantized(NetworkSpec spec) {
        return spec.weighted().stream()
                .map(node -> ((LayerSpec.Weighted) node.layer()).weights())
                .anyMatch(weights -> weights != WeightPrecision.FLOAT32);
    }

    private static boolean loads(EngineOptions options) {
        try {
            OneDnn.load();
            warnOfOpenMp();
            return true;
        } catch (LinkageError e) {
            if (options.kind() == EngineOptions.Kind.ONEDNN) {
                throw new IllegalStateException(
                        "The oneDNN library does not load on this platform: " + e.getMessage(), e);
            }
            LOG.warn("Training runs on the slow reference engine: oneDNN does not load on this platform", e);
            return false;
        }
    }

    /**
     * Warns if OpenMP may start threads: the engine's workers call the library side by side, and a call must not start
     * threads.
     */
    private static void warnOfOpenMp() {
        String threads = System.getenv("OMP_NUM_THREADS");
        if (!"1".equals(threads)) {
            LOG.warn(
                    "OMP_NUM_THREADS is {}: oneDNN may start more threads than there are cores (set it to 1)",
                    threads == null ? "not set" : threads);
        }
    }
}
