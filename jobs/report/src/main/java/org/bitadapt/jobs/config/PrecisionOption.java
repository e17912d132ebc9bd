package org.bitadapt.jobs.config;

import java.util.Locale;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.jobs.config.NetworkConfig.Precision;
import picocli.CommandLine.Option;

/** The option {@code --precision}. */
public final class PrecisionOption {

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            defaultValue = "binary",
            description =
                    "The network's precision: binary (1-bit weights, 8-bit maps) or float32 (default: ${DEFAULT-VALUE}).")
    private Precision precision;

    /** The precision as settings and results name it: {@code binary} or {@code float32}. */
    public String word() {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    /** The network with this precision; its first and last layer have 8-bit weights where the others have 1-bit weights. */
    public NetworkSpec of(NetworkSpec network) {
        return (precision == Precision.FLOAT32 ? PrecisionPolicy.FLOAT32 : PrecisionPolicy.BINARY).apply(network);
    }
}
