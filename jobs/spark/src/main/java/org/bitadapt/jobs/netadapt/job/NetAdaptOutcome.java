package org.bitadapt.jobs.netadapt.job;

import java.util.Locale;
import java.util.Map;
import org.bitadapt.jobs.command.FactLines;
import org.bitadapt.jobs.command.Outcome;

/**
 * The result of an adaptation. A figure that was not measured is null.
 *
 * @param run the run's folder
 * @param network the network's name
 * @param resource the resource that was saved
 * @param unit the unit of the resource's amounts
 * @param iterations the number of iterations that the search took
 * @param end the reason why the search ended
 * @param initialResource the amount that the network used at the start
 * @param finalResource the amount that the network uses now
 * @param latencyBeforeMicros the measured latency of the whole network at the start, on one image and one thread
 * @param latencyAfterMicros the measured latency of the whole tuned network, on one image and one thread
 * @param latencyRatio the latency after divided by the latency before
 * @param hardware the modelled accelerator
 * @param energyBeforeMicrojoules the energy of one image on the accelerator at the start
 * @param energyAfterMicrojoules the energy of one image on the accelerator now
 * @param acceleratorBeforeMicros the time of one image on the accelerator at the start
 * @param acceleratorAfterMicros the time of one image on the accelerator now
 * @param heldOutAccuracyBefore the accuracy of the network at the start on the held-out images of the search
 * @param heldOutAccuracy the accuracy of the last winner on the held-out images, before the final tuning
 * @param testAccuracyBefore the test accuracy of the network at the start
 * @param testAccuracy the test accuracy of the tuned network
 * @param accuracyKept the test accuracy after divided by that before
 * @param channels the channels of the network now, by group
 * @param planes the planes of the network's layers now, by layer; null if the search took channels only
 * @param limits the amounts of the further resources that had a budget, by name; null if there were none
 * @param arithmeticShare the share of the executor cores' time during iterations that is tuning and scoring
 * @param model the packed model; null for a float32 network
 * @param bytes the bytes of the delivered model
 * @param seconds the seconds of the whole adaptation, interruptions not counted
 */
public record NetAdaptOutcome(
        String run,
        String network,
        String resource,
        String unit,
        int iterations,
        String end,
        double initialResource,
        double finalResource,
        double latencyBeforeMicros,
        double latencyAfterMicros,
        double latencyRatio,
        String hardware,
        double energyBeforeMicrojoules,
        double energyAfterMicrojoules,
        double acceleratorBeforeMicros,
        double acceleratorAfterMicros,
        double heldOutAccuracyBefore,
        double heldOutAccuracy,
        Double testAccuracyBefore,
        Double testAccuracy,
        Double accuracyKept,
        Map<String, Integer> channels,
        Map<String, Integer> planes,
        Map<String, Double> limits,
        double arithmeticShare,
        String model,
        long bytes,
        double seconds)
        implements Outcome {

    @Override
    public String describe() {
        FactLines facts = new FactLines();
        facts.add("Network", network);
        facts.add("Iterations", iterations + "; " + end);
        facts.add(
                resource.toLowerCase(Locale.ROOT),
                SearchProgress.amount(initialResource) + " -> " + SearchProgress.amount(finalResource) + " " + unit
                        + String.format(Locale.ROOT, " (%.1f %%)", 100 * finalResource / initialResource));
        if (limits != null) {
            limits.forEach((name, amount) -> facts.add(name, SearchProgress.amount(amount)));
        }
        facts.add(
                "Measured latency",
                String.format(
                        Locale.ROOT,
                        "%,.0f -> %,.0f us (%.1f %%)",
                        latencyBeforeMicros,
                        latencyAfterMicros,
                        100 * latencyRatio));
        facts.add(
                "Modelled on " + hardware,
                String.format(
                        Locale.ROOT,
                        "%,.2f -> %,.2f uJ (%.1f %%), %,.0f -> %,.0f us (%.1f %%)",
                        energyBeforeMicrojoules,
                        energyAfterMicrojoules,
                        100 * energyAfterMicrojoules / energyBeforeMicrojoules,
                        acceleratorBeforeMicros,
                        acceleratorAfterMicros,
                        100 * acceleratorAfterMicros / acceleratorBeforeMicros));
        facts.add("Test accuracy", FactLines.percent(testAccuracyBefore) + " -> " + FactLines.percent(testAccuracy));
        facts.add("Accuracy kept", FactLines.percent(accuracyKept));
        facts.add("Channels", list(channels));
        if (planes != null) {
            facts.add("Planes", list(planes));
        }
        facts.add("Time", String.format(Locale.ROOT, "%.1f min", seconds / 60));
        facts.add("Run", run);
        facts.add("Packed model", model == null ? "none: a float32 network has no integer form" : model);
        return facts.toString();
    }

    private static String list(Map<String, Integer> numbers) {
        return numbers.toString().replaceAll("[{}]", "");
    }
}
