package org.bitadapt.jobs.predict;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bitadapt.common.network.Width;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.model.WidthOptions;

/**
 * The bit width at which a model predicts.
 *
 * @param weights bits of weights
 * @param maps bits of feature maps
 * @param micros the time of an image by a latency table, in microseconds; null without a table
 * @param reason why the width was taken
 */
record ChosenWidth(int weights, int maps, Double micros, String reason) {

    /** The width that options choose; empty for a model of one width without options. */
    static Optional<ChosenWidth> of(WidthOptions options, TrainedModel model) {
        if (model.widths().size() == 1 && !options.given()) {
            return Optional.empty();
        }
        Width width = options.last(model);
        String reason = options.given()
                ? "the widest that --weights and --maps allow"
                : "the widest of " + words(model.widths());
        return Optional.of(new ChosenWidth(width.weights(), width.maps(), null, reason));
    }

    static String words(List<Width> widths) {
        return widths.stream().map(Width::toString).collect(Collectors.joining(", "));
    }

    Width width() {
        return new Width(weights, maps);
    }

    /** The width with its time and the reason, on one line. */
    String describe() {
        String time = micros == null ? "" : String.format(Locale.ROOT, "%,.1f us, ", micros);
        return width() + ": " + time + reason;
    }
}
