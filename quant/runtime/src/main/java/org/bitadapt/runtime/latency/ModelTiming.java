package org.bitadapt.runtime.latency;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.bitadapt.runtime.EngineChoice;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.SessionOptions;

/**
 * Measures a packed model on one image and one thread, in a JVM that computes nothing else.
 *
 * <p>The vector classes' methods are shared by all code of a process. Where other code has used them with other shapes,
 * the just-in-time compiler no longer sees which shape a kernel has, makes objects of its vectors, and the kernel takes
 * up to ten times as long, for good: so in a process that has trained before it first ran a model.
 */
public final class ModelTiming {

    private static final int ARGUMENTS = 4;

    private ModelTiming() {}

    /**
     * Prints a measurement as four numbers: median and spread in microseconds, runs and outliers.
     *
     * @param args the model's file; milliseconds of warm-up; milliseconds of measuring; the least number of runs
     */
    public static void main(String[] args) throws IOException {
        if (args.length != ARGUMENTS) {
            throw new IllegalArgumentException(
                    "Invalid arguments: " + args.length + " (must be a model, warm-up, measuring time and runs)");
        }
        TimingEffort effort = new TimingEffort(
                Duration.ofMillis(Long.parseLong(args[1])),
                Duration.ZERO,
                Duration.ofMillis(Long.parseLong(args[2])),
                Integer.parseInt(args[3]));
        PackedModel model = PackedModel.load(Path.of(args[0]));
        PackedLayerTimer timer = new PackedLayerTimer(new SessionOptions(EngineChoice.AUTO, 1), effort);
        System.out.println(line(SteadyMeasurement.of(() -> timer.time(model))));
    }

    static String line(Measurement measurement) {
        return String.format(
                Locale.ROOT,
                "%s %s %d %d",
                measurement.medianMicros(),
                measurement.spreadMicros(),
                measurement.runs(),
                measurement.outliers());
    }

    /**
     * Reads what {@link #main} prints.
     *
     * @throws IllegalArgumentException if the text is not four numbers of a measurement
     */
    public static Measurement parse(String line) {
        String[] numbers = line.strip().split(" ");
        if (numbers.length != ARGUMENTS) {
            throw new IllegalArgumentException("Invalid measurement: '" + line + "' (must be four numbers)");
        }
        return new Measurement(
                Double.parseDouble(numbers[0]),
                Double.parseDouble(numbers[1]),
                Integer.parseInt(numbers[2]),
                Integer.parseInt(numbers[3]));
    }
}
