package org.bitadapt.jobs.config;

import java.util.Locale;
import java.util.function.Consumer;
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
                    "The network's precision: binary (1-bit weights, 8-bit maps), float32, or own, as a .json file says (default:"
                            + " ${DEFAULT-VALUE}).")
    private Precision precision;

    /** The precision as settings and results name it: {@code binary}, {@code float32} or {@code own}. */
    public String word() {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The network with this precision; its first and last layer have 8-bit weights where the others have 1-bit weights.
     *
     * @param name the network's name, or the path of its file
     * @param notes is told where the file has other precisions
     * @throws IllegalArgumentException if the precision is {@code own} and the name is not a file's
     */
    public NetworkSpec of(String name, NetworkSpec network, Consumer<String> notes) {
        precision.requireFileOf(name);
        NetworkSpec applied = switch (precision) {
            case BINARY -> PrecisionPolicy.BINARY.apply(network);
            case FLOAT32 -> PrecisionPolicy.FLOAT32.apply(network);
            case OWN -> network;
        };
        PrecisionChange.of(network, applied, "--precision own").ifPresent(notes);
        return applied;
    }
}
