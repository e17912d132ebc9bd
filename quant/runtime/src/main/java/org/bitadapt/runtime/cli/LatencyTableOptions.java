package org.bitadapt.runtime.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bitadapt.runtime.EngineChoice;
import org.bitadapt.runtime.SessionOptions;
import org.bitadapt.runtime.latency.GridSteps;
import org.bitadapt.runtime.latency.TimingEffort;

/**
 * Which layers to measure, and how.
 *
 * @param model a model file, or the name of a network that is given random weights
 * @param output the file of the table, which is made or continued
 * @param target the name for this device
 * @param steps the distances between channel counts
 * @param least the fewest channels that a search may ask for
 * @param session engine and threads
 * @param effort how long a layer is measured
 */
record LatencyTableOptions(
        String model,
        Path output,
        String target,
        GridSteps steps,
        int least,
        SessionOptions session,
        TimingEffort effort) {

    private static final int MAX_WARM_UP_SECONDS = 3600;

    static LatencyTableOptions parse(List<String> arguments) {
        Options options = Options.parse(
                arguments.subList(1, arguments.size()),
                List.of(
                        "--output",
                        "--target",
                        "--step",
                        "--linear-step",
                        "--least",
                        "--threads",
                        "--engine",
                        "--warm-up"));
        return new LatencyTableOptions(
                arguments.get(0),
                options.outputFile("--output"),
                options.text("--target", "local"),
                new GridSteps(options.integer("--step", 8), options.integer("--linear-step", 64)),
                options.integer("--least", 8),
                new SessionOptions(options.engine("--engine", EngineChoice.AUTO), options.integer("--threads", 1)),
                TimingEffort.DEFAULT.withFirstWarmUp(warmUp(options.number("--warm-up", 2))));
    }

    private static Duration warmUp(double seconds) {
        if (!(seconds >= 0 && seconds <= MAX_WARM_UP_SECONDS)) {
            throw new IllegalArgumentException(
                    "Invalid --warm-up: " + seconds + " (must be 0.." + MAX_WARM_UP_SECONDS + " seconds)");
        }
        return Duration.ofMillis(Math.round(1e3 * seconds));
    }
}
