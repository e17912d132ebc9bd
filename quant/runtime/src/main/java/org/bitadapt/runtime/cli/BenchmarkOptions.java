package org.bitadapt.runtime.cli;

import java.util.List;
import java.util.Locale;
import org.bitadapt.runtime.EngineChoice;

/**
 * What to measure.
 *
 * @param model a model file, or the name of a network that is given random weights
 * @param threads threads of the session
 * @param batch images a call
 * @param seconds how long to measure, after as long a warm-up
 * @param engine which engine
 */
record BenchmarkOptions(String model, int threads, int batch, double seconds, EngineChoice engine) {
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
        BenchmarkOptions options = new BenchmarkOptions(arguments.get(0), 1, 1, 3, EngineChoice.AUTO);
        for (int i = 1; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException("Invalid option: " + arguments.get(i) + " (must have a value)");
            }
            options = options.with(arguments.get(i), arguments.get(i + 1));
        }
        return options;
    }

    private BenchmarkOptions with(String option, String value) {
        try {
            return switch (option) {
                case "--threads" -> new BenchmarkOptions(model, Integer.parseInt(value), batch, seconds, engine);
                case "--batch" -> new BenchmarkOptions(model, threads, Integer.parseInt(value), seconds, engine);
                case "--seconds" -> new BenchmarkOptions(model, threads, batch, Double.parseDouble(value), engine);
                case "--engine" ->
                    new BenchmarkOptions(
                            model, threads, batch, seconds, EngineChoice.valueOf(value.toUpperCase(Locale.ROOT)));
                default ->
                    throw new IllegalArgumentException(
                            "Invalid option: " + option + " (must be one of --threads, --batch, --seconds, --engine)");
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Invalid " + option + ": " + value + " (must be a number)", e);
        }
    }
}
