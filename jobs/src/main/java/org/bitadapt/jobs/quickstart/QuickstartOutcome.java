package org.bitadapt.jobs.quickstart;

import java.util.Locale;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;

/**
 * What the quickstart came to.
 *
 * @param accuracyFloat on the test split, of the float32 network
 * @param accuracyBinary likewise, of the 1-bit network's training graph
 * @param accuracyPacked likewise, of the packed model
 * @param agreement share of test images on which the last two give the same class
 * @param float32Bytes size of the network in float32
 * @param packedBytes size of the packed model
 * @param model the packed model
 * @param predictions the table of predictions
 * @param report the page
 * @param seconds it took
 */
record QuickstartOutcome(
        double accuracyFloat,
        double accuracyBinary,
        double accuracyPacked,
        double agreement,
        long float32Bytes,
        long packedBytes,
        String model,
        String predictions,
        String report,
        double seconds)
        implements Outcome {

    @Override
    public String describe() {
        TextTable table = new TextTable("ResNet-8", "Test accuracy", "Bytes")
                .row("float32", percent(accuracyFloat), String.format(Locale.ROOT, "%,d", float32Bytes))
                .row("1-bit weights, 8-bit maps", percent(accuracyBinary), "")
                .row("packed model", percent(accuracyPacked), String.format(Locale.ROOT, "%,d", packedBytes));
        return String.format(
                Locale.ROOT,
                "%n%s%n%nModel        %s%nPredictions  %s%nReport       %s%nTook %.0f s",
                table,
                model,
                predictions,
                report,
                seconds);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
