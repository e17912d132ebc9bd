package org.bitadapt.quant.layer;

import java.io.Serializable;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.hysteresis.Settlement;

/** Everything that an engine is compiled for. */
public record EngineKey(NetworkSpec network, PixelNormalization pixels, Settlement settlement, EngineOptions options)
        implements Serializable {

    /** A key with a threshold that holds from the start, on latent weights of any size. */
    public EngineKey(NetworkSpec network, PixelNormalization pixels, Hysteresis hysteresis, EngineOptions options) {
        this(network, pixels, Settlement.of(hysteresis), options);
    }

    /** When a sign may flip. */
    public Hysteresis hysteresis() {
        return settlement.hysteresis();
    }
}
