package org.bitadapt.jobs.evaluate;

import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.config.AdaptationJobConfig;
import org.bitadapt.jobs.config.LatencyConfig;
import org.bitadapt.jobs.config.NetAdaptConfig;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.netadapt.energy.Hardware;
import picocli.CommandLine.Option;

/** The options by which all bit widths of a model are compared. */
final class WidthsOptions {

    private static final int MOST_SECONDS = 60;

    /** How many of the widths are scored that {@code --weights} and {@code --maps} leave. */
    private enum Extent {
        /** The widest. */
        ONE,
        /** All. */
        ALL
    }

    @Option(
            names = "--widths",
            paramLabel = "EXTENT",
            defaultValue = "ONE",
            description =
                    "one: the widest of the bit widths that --weights and --maps leave; all: a table of all of them, with"
                            + " accuracy, measured time, modelled energy and bytes (default: one).")
    private Extent extent;

    @Option(
            names = "--energy",
            paramLabel = "HARDWARE",
            description =
                    "With --widths all, the modelled accelerator: eyeriss, tangram, or the path of a .conf file (default:"
                            + " eyeriss).")
    private String energy;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description =
                    "With --widths all, how long the model runs at each width before it is timed, 0 to 60 (default:"
                            + " ${DEFAULT-VALUE}; more on slow machines).")
    private double warmUp;

    @Option(
            names = "--measure",
            paramLabel = "SECONDS",
            defaultValue = "0.5",
            description = "With --widths all, how long it is timed then, 0 to 60 (default: ${DEFAULT-VALUE}).")
    private double measure;

    /**
     * Whether all widths are compared.
     *
     * @throws BadInputException if an option is given that only such a comparison takes, or a time is out of range
     */
    boolean all() {
        if (extent == Extent.ONE && energy != null) {
            throw new BadInputException("Missing option: --widths all (must be given with --energy)", "");
        }
        requireSeconds("--warm-up", warmUp);
        requireSeconds("--measure", measure);
        return extent == Extent.ALL;
    }

    private static void requireSeconds(String option, double seconds) {
        if (!(seconds >= 0 && seconds <= MOST_SECONDS)) {
            throw new BadInputException(
                    "Invalid " + option + ": " + seconds + " (must be 0 to " + MOST_SECONDS + ")", "");
        }
    }

    /** The settings of searches, with the given times. */
    LatencyConfig latency() {
        LatencyConfig settings = defaults().latency();
        return new LatencyConfig(
                settings.target(), settings.table(), settings.step(), settings.linearStep(), warmUp, measure);
    }

    Hardware hardware() {
        return Hardware.named(energy == null ? defaults().hardware() : energy);
    }

    private static NetAdaptConfig defaults() {
        return AdaptationJobConfig.of(Settings.reference()).netadapt();
    }
}
