package org.bitadapt.jobs.train;

import java.util.Locale;
import org.bitadapt.jobs.command.Outcome;

/**
 * What a training came to.
 *
 * @param run the run's folder
 * @param network its name
 * @param epochs trained in all
 * @param bestEpoch the one whose weights are kept, from 1
 * @param trainLoss of the last epoch
 * @param trainAccuracy of the last epoch
 * @param validationAccuracy of the best epoch; null without validation
 * @param testAccuracy of the best epoch's weights; null if the data set has no test split
 * @param imagesPerSecond median over the epochs
 * @param arithmeticShare of the workers' time: seconds in forward pass, backward pass and update by seconds of the
 *     rounds, in this process
 * @param teacherShare of the workers' time that a teacher's forward pass took; null without a teacher
 * @param seconds in all epochs
 * @param model the packed model; null for a float32 network
 */
public record TrainingSummary(
        String run,
        String network,
        int epochs,
        int bestEpoch,
        double trainLoss,
        double trainAccuracy,
        Double validationAccuracy,
        Double testAccuracy,
        double imagesPerSecond,
        double arithmeticShare,
        Double teacherShare,
        double seconds,
        String model)
        implements Outcome {

    @Override
    public String describe() {
        StringBuilder text = new StringBuilder();
        line(text, "Network", network);
        line(text, "Epochs", epochs + ", best " + bestEpoch);
        line(text, "Training accuracy", percent(trainAccuracy));
        line(text, "Validation accuracy", percent(validationAccuracy));
        line(text, "Test accuracy", percent(testAccuracy));
        line(text, "Speed", String.format(Locale.ROOT, "%.0f images/s", imagesPerSecond));
        line(text, "Run", run);
        line(text, "Packed model", model == null ? "none: a float32 network has no integer form" : model);
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-20s %s%n", name, value));
    }

    private static String percent(Double share) {
        return share == null ? "not measured" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
