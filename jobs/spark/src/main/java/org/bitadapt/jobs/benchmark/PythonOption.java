package org.bitadapt.jobs.benchmark;

import picocli.CommandLine.Option;

/** The option {@code --python} of benchmarks whose peer is PyTorch. */
final class PythonOption {

    @Option(
            names = "--python",
            paramLabel = "PATH",
            defaultValue = "python3",
            description = "An interpreter that has torch (default: ${DEFAULT-VALUE}).")
    private String python;

    /** The interpreter as it was given. */
    String path() {
        return python;
    }
}
