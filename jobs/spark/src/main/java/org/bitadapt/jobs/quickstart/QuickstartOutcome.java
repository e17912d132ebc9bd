package org.bitadapt.jobs.quickstart;

import java.util.Locale;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;

/**
 * The result of the quickstart.
 *
 * @param accuracyFloat the accuracy of the float32 network on the test split
 * @param accuracyBinary the accuracy of the 1-bit network's training graph on the test split
 * @param accuracyPacked the accuracy of the packed model on the test split
 * @param agreement the share of test images on which training graph and packed model give the same class
 * @param float32Bytes the bytes of the network in float32
 * @param packedBytes the bytes of the packed model
 * @param model the path of the packed model
 * @param predictions the path of the table of predictions
 * @param report the path of the report's page
 * @param seconds the seconds that the quickstart took
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
