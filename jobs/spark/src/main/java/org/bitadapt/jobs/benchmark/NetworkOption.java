package org.bitadapt.jobs.benchmark;

import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.NetworkSpec;
import picocli.CommandLine.Option;

/** The option {@code --network} of benchmarks that need none to be named. */
final class NetworkOption {

    @Option(
            names = "--network",
            paramLabel = "NAME",
            defaultValue = "resnet20",
            description = "A network that inspect knows (default: ${DEFAULT-VALUE}).")
    private String network;

    /** The name as it was given. */
    String name() {
        return network;
    }

    /**
     * The network in floating point.
     *
     * @throws IllegalArgumentException if there is no such network
     */
    NetworkSpec spec(int classes) {
        return Networks.named(network, classes);
    }
}
