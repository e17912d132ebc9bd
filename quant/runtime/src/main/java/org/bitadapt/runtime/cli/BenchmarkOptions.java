package org.bitadapt.runtime.cli;

import java.util.List;
import org.bitadapt.runtime.EngineChoice;

/**
 * What to measure.
 *
 * @param model a model file, or the name of a network that is given random weights
 * @param threads the number of threads of the session
 * @param batch the number of images a call
 * @param seconds how many seconds to measure, after a warm-up of the same length
 * @param engine the choice of the engine
 * @param width the bits of weights and maps
 */
record BenchmarkOptions(String model, int threads, int batch, double seconds, EngineChoice engine, WidthChoice width) {
    private static final int MAX_BATCH = 4096;

    BenchmarkOptions {
        if (batch < 1 || batch > MAX_BATCH) {
            throw new IllegalArgumentException("Invalid --batch: " + batch + " (must be 1.." + MAX_BATCH + ")");
        }
        if (!(seconds > 0 && seconds <= 3600)) {
            throw new IllegalArgumentException("Invalid --seconds: " + seconds + " (must be above 0, at most 3600)");
        }
    }

    static BenchmarkOptions parse(List<String> arguments) {
        Options options = Options.parse(
                arguments.subList(1, arguments.size()),
                List.of("--threads", "--batch", "--seconds", "--engine", WidthChoice.WEIGHTS, WidthChoice.MAPS));
        return new BenchmarkOptions(
                arguments.get(0),
                options.integer("--threads", 1),
                options.integer("--batch", 1),
                options.number("--seconds", 3),
                options.engine("--engine", EngineChoice.AUTO),
                WidthChoice.one(options));
    }
}
