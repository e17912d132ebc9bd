package org.bitadapt.quant.engine;

import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;

/** Opens training engines. */
public final class TrainingEngines {

    private TrainingEngines() {}

    /**
     * Opens an engine for one network.
     *
     * @throws IllegalArgumentException if the network has no lowered form, or the normalization does not fit its
     *     channels
     */
    public static TrainingEngine open(
            NetworkSpec spec, PixelNormalization normalization, Hysteresis hysteresis, EngineOptions options) {
        int channels = spec.input().channels();
        if (normalization.zeroPoints().size() != channels) {
            throw new IllegalArgumentException("Invalid pixel normalization: "
                    + normalization.zeroPoints().size() + " zero points (must be " + channels + ", as network "
                    + spec.name() + " has channels)");
        }
        LoweredNetwork network = LoweredNetwork.of(spec);
        return new ReferenceEngine(network, normalization, hysteresis, options.maximumBatch());
    }
}
