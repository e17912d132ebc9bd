package org.bitadapt.jobs.evaluate;

import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.netadapt.energy.Hardware;
import picocli.CommandLine.Option;

/** The options by which all bit widths of a model are compared. */
final class WidthsOptions {

    private static final String HARDWARE = "eyeriss";

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

    /**
     * Whether all widths are compared.
     *
     * @throws BadInputException if an option is given that only such a comparison takes
     */
    boolean all() {
        if (extent == Extent.ONE && energy != null) {
            throw new BadInputException("Missing option: --widths all (must be given with --energy)", "");
        }
        return extent == Extent.ALL;
    }

    Hardware hardware() {
        return Hardware.named(energy == null ? HARDWARE : energy);
    }
}
