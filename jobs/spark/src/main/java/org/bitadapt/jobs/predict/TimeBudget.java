package org.bitadapt.jobs.predict;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.network.Width;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.model.WidthOptions;
import org.bitadapt.jobs.netadapt.latency.LatencyTables;
import org.bitadapt.netadapt.latency.LatencyTable;
import picocli.CommandLine.Option;

/** The options that choose the widest of a model's bit widths whose time fits a budget. */
final class TimeBudget {

    @Option(
            names = "--budget-micros",
            required = true,
            paramLabel = "T",
            description = "Predict at the widest width that takes at most T microseconds an image by --latency-table.")
    private double micros;

    @Option(
            names = "--latency-table",
            required = true,
            paramLabel = "FILE",
            description = "For --budget-micros: the times of the model's layers, as `latency-table --model` measures.")
    private String table;

    /** The location of the table. */
    String table() {
        return table;
    }

    /**
     * The widest width whose time, the sum over its layers by the table, fits the budget. Times do not depend on the bits
     * of maps, so of equal weights the width with the widest maps is taken.
     *
     * @param options the widths that may be taken
     * @throws BadInputException if the budget is not above 0 or below the least time, the model is not packed, or the table
     *     lacks a layer
     */
    ChosenWidth choose(WidthOptions options, TrainedModel model, Configuration hadoop) throws IOException {
        if (!(micros > 0)) {
            throw new BadInputException("Invalid --budget-micros: " + micros + " (must be above 0)", "");
        }
        if (!(model instanceof TrainedModel.Packed packed)) {
            throw new BadInputException(
                    "Invalid --model: " + model.location()
                            + " is a training graph (must be a packed model with --budget-micros)",
                    "Train with network.precision=binary, or let training finish.");
        }
        LatencyTable times = LatencyTables.read(table, hadoop);
        return widest(packed, options.all(model), times);
    }

    private ChosenWidth widest(TrainedModel.Packed model, List<Width> widths, LatencyTable times) {
        String wider = "";
        double least = Double.POSITIVE_INFINITY;
        for (int i = widths.size() - 1; i >= 0; i--) {
            Width width = widths.get(i);
            double taken = times.micros(model.network(width));
            if (taken <= micros) {
                String reason = String.format(
                        Locale.ROOT, "by %s the widest of %s within %,.1f us%s", table, words(widths), micros, wider);
                return new ChosenWidth(width.weights(), width.maps(), taken, reason);
            }
            wider = String.format(Locale.ROOT, "; %s takes %,.1f us", width, taken);
            least = Math.min(least, taken);
        }
        throw new BadInputException(
                String.format(
                        Locale.ROOT,
                        "Invalid --budget-micros: %s (must be at least %s us, the least that %s takes of %s by %s)",
                        micros,
                        least,
                        model.location(),
                        words(widths),
                        table),
                "Give more time, or train a smaller network.");
    }

    private static String words(List<Width> widths) {
        return ChosenWidth.words(widths);
    }
}
