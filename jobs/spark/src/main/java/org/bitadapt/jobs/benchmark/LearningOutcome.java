package org.bitadapt.jobs.benchmark;

import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;

/**
 * The learning curve of a run beside PyTorch's.
 *
 * @param network the network's name
 * @param precision binary or float32
 * @param batch the images of a step, of all workers together
 * @param curve the epochs in their order
 * @param trainDifference ours less PyTorch's training accuracy, on average over the epochs
 * @param lastTrainDifference ours less PyTorch's training accuracy in the last epoch
 * @param lastValidationDifference ours less PyTorch's validation accuracy after the last epoch; null without validation
 */
record LearningOutcome(
        String network,
        String precision,
        int batch,
        List<Epoch> curve,
        double trainDifference,
        double lastTrainDifference,
        Double lastValidationDifference)
        implements Outcome {

    /**
     * An epoch of both trainings; accuracies are shares.
     *
     * @param epoch the number of the epoch, from 1
     * @param learningRate the rate of the epoch's first step
     * @param trainAccuracy the run's share of training images that were right
     * @param peerTrainAccuracy PyTorch's share of training images that were right
     * @param validationAccuracy the run's share of validation images that were right; null without validation
     * @param peerValidationAccuracy PyTorch's share of validation images that were right; null without validation
     */
    record Epoch(
            int epoch,
            double learningRate,
            double trainAccuracy,
            double peerTrainAccuracy,
            Double validationAccuracy,
            Double peerValidationAccuracy) {}

    static LearningOutcome of(String network, String precision, int batch, List<Epoch> curve) {
        Epoch last = curve.get(curve.size() - 1);
        return new LearningOutcome(
                network,
                precision,
                batch,
                List.copyOf(curve),
                curve.stream()
                        .mapToDouble(epoch -> epoch.trainAccuracy - epoch.peerTrainAccuracy)
                        .average()
                        .orElseThrow(),
                last.trainAccuracy - last.peerTrainAccuracy,
                last.validationAccuracy == null || last.peerValidationAccuracy == null
                        ? null
                        : Double.valueOf(last.validationAccuracy - last.peerValidationAccuracy));
    }

    @Override
    public String describe() {
        TextTable table = new TextTable("epoch", "rate", "train", "PyTorch train", "validation", "PyTorch validation");
        curve.forEach(epoch -> table.row(
                epoch.epoch,
                String.format(Locale.ROOT, "%.5f", epoch.learningRate),
                percent(epoch.trainAccuracy),
                percent(epoch.peerTrainAccuracy),
                percent(epoch.validationAccuracy),
                percent(epoch.peerValidationAccuracy)));
        return String.format(
                Locale.ROOT,
                "%s, %s, %d images a step%n%n%s%n%nOurs less PyTorch's, in points: training %+.2f on average, %+.2f in the last"
                        + " epoch; validation %s",
                network,
                precision,
                batch,
                table,
                100 * trainDifference,
                100 * lastTrainDifference,
                lastValidationDifference == null
                        ? "was not scored"
                        : String.format(Locale.ROOT, "%+.2f", 100 * lastValidationDifference));
    }

    private static String percent(Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
