package org.bitadapt.jobs.train;

import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.command.FactLines;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.result.WidthFigures;

/**
 * The result of a training.
 *
 * @param run the run's folder
 * @param network the network's name
 * @param epochs the number of epochs that were trained in all
 * @param bestEpoch the epoch whose weights are kept, from 1
 * @param trainLoss the training loss of the last epoch
 * @param trainAccuracy the training accuracy of the last epoch
 * @param validationAccuracy the validation accuracy of the best epoch; null without validation
 * @param testAccuracy the test accuracy of the best epoch's weights; null if the data set has no test split
 * @param imagesPerSecond the median of the images per second over the epochs
 * @param arithmeticShare the share of the workers' time that is arithmetic: the seconds in forward pass, backward pass
 *     and update divided by those of the rounds, in this process
 * @param teacherShare the share of the workers' time that a teacher's forward pass took; null without a teacher
 * @param seconds the seconds of all epochs
 * @param model the packed model; null for a float32 network
 * @param widths the packed model's scores on the test split at each of its bit widths; null for a network of one width,
 *     and if the data set has no test split
 */
public record TrainOutcome(
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
        String model,
        List<WidthFigures> widths)
        implements Outcome {

    @Override
    public String describe() {
        FactLines facts = new FactLines();
        facts.add("Network", network);
        facts.add("Epochs", epochs + ", best " + bestEpoch);
        facts.add("Training accuracy", FactLines.percent(trainAccuracy));
        facts.add("Validation accuracy", FactLines.percent(validationAccuracy));
        facts.add("Test accuracy", FactLines.percent(testAccuracy));
        if (widths != null) {
            widths.forEach(figures -> facts.add("Test at " + figures.width(), text(figures)));
        }
        facts.add("Speed", String.format(Locale.ROOT, "%.0f images/s", imagesPerSecond));
        facts.add("Run", run);
        facts.add("Packed model", model == null ? "none: a float32 network has no integer form" : model);
        return facts.toString();
    }

    private static String text(WidthFigures figures) {
        return String.format(
                Locale.ROOT,
                "%s, %,d bytes, packed with weights of %d and maps of %d bits",
                FactLines.percent(figures.accuracy()),
                figures.bytes(),
                figures.weights(),
                figures.maps());
    }
}
