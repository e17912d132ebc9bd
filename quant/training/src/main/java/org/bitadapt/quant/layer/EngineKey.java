package org.bitadapt.quant.layer;

import java.io.Serializable;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.quant.engine.EngineOptions;
import org.bitadapt.quant.engine.Hysteresis;

/** Everything that an engine is compiled for. */
public record EngineKey(NetworkSpec network, PixelNormalization pixels, Hysteresis hysteresis, EngineOptions options)
        implements Serializable {}
