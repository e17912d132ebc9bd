package org.bitadapt.jobs.benchmark;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;

/**
 * The losses of two trainings that started from the same weights and took the same minibatches.
 *
 * @param network the network's name
 * @param precision the network's precision
 * @param batch the number of images of a step
 * @param steps the number of steps of each training
 * @param losses the losses of both trainings, step by step
 * @param firstStepsDifference the largest difference in the first {@value #FIRST_STEPS} steps, as a share of the loss
 * @param largestDifference the largest difference of all steps, as a share of the loss
 * @param largestDrift the largest drift of all steps, as a share of the loss
 * @param agrees whether the bound holds
 * @param bound how far losses may be apart
 */
record AgreementOutcome(
        String network,
        String precision,
        int batch,
        int steps,
        List<StepLosses> losses,
        double firstStepsDifference,
        double largestDifference,
        double largestDrift,
        boolean agrees,
        @JsonIgnore AgreementBound bound)
        implements Outcome {

    private static final int FIRST_STEPS = 5;

    static AgreementOutcome of(
            String network, String precision, int batch, List<StepLosses> losses, AgreementBound bound) {
        List<StepLosses> first = losses.subList(0, Math.min(FIRST_STEPS, losses.size()));
        return new AgreementOutcome(
                network,
                precision,
                batch,
                losses.size(),
                List.copyOf(losses),
                largest(first, StepLosses::difference),
                largest(losses, StepLosses::difference),
                largest(losses, StepLosses::drift),
                bound.holds(losses),
                bound);
    }

    private static double largest(List<StepLosses> losses, ToDoubleFunction<StepLosses> figure) {
        return losses.stream().mapToDouble(figure).max().orElse(0);
    }

    @Override
    public String describe() {
        TextTable table = new TextTable("Step", "BitAdapt", "PyTorch", "Difference", "Drift");
        losses.forEach(loss -> table.row(
                loss.step(),
                String.format(Locale.ROOT, "%.6f", loss.ours()),
                String.format(Locale.ROOT, "%.6f", loss.pytorch()),
                percent(loss.difference()),
                percent(loss.drift())));
        return String.format(
                Locale.ROOT,
                "%s, %s, %d steps of %d images%n%n%s%n%nDifference: %s in the first %d steps, %s in all; drift %s%n%s: %s",
                network,
                precision,
                steps,
                batch,
                table,
                percent(firstStepsDifference),
                FIRST_STEPS,
                percent(largestDifference),
                percent(largestDrift),
                agrees ? "Agrees" : "Does not agree",
                bound);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4f %%", 100 * share);
    }

    @Override
    public int exitCode() {
        return agrees ? 0 : 1;
    }
}
