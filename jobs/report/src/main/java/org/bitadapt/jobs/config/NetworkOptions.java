package org.bitadapt.jobs.config;

import java.util.function.Consumer;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.NetworkSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name a network: {@code --network}, {@code --classes} and {@code --precision}. */
public final class NetworkOptions {

    @Option(
            names = "--network",
            required = true,
            paramLabel = "NAME",
            description = "A known network, such as resnet20, or the path of a .json file.")
    private String network;

    @Option(
            names = "--classes",
            paramLabel = "N",
            defaultValue = "10",
            description = "Classes of the network (default: ${DEFAULT-VALUE}).")
    private int classes;

    @Mixin
    private PrecisionOption precision;

    /**
     * The network with its precision.
     *
     * @param notes is told where the network's file has other precisions
     * @throws IllegalArgumentException if there is no such network, or it cannot have so many classes
     */
    public NetworkSpec spec(Consumer<String> notes) {
        return precision.of(network, Networks.named(network, classes), notes);
    }

    /** The precision as settings and results name it: {@code binary}, {@code float32} or {@code own}. */
    public String precision() {
        return precision.word();
    }
}
