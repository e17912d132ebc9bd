package org.bitadapt.jobs.benchmark;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bitadapt.jobs.command.Outcome;

/**
 * What was measured.
 *
 * @param network name of the network
 * @param engine what ran it
 * @param medianMillis of a call
 * @param imagesPerSecond at the median
 * @param modelBytes the packed model's file
 * @param residentBytes of the process when the model was warm; null where the system does not tell
 * @param layers time of each operation
 * @param peers times of other runtimes on the same network, by name
 * @param ratios medians of the peers by the engine's; above 1 where the engine is faster
 */
record InferenceOutcome(
        String network,
        String engine,
        int batch,
        int threads,
        double medianMillis,
        double p90Millis,
        double p99Millis,
        double imagesPerSecond,
        long modelBytes,
        Long residentBytes,
        List<Layer> layers,
        Map<String, Latency> peers,
        Map<String, Double> ratios)
        implements Outcome {

    /**
     * One operation.
     *
     * @param number of the operation
     * @param micros for one image
     */
    record Layer(int number, String operation, @JsonIgnore String shape, double micros) {}

    @Override
    public String describe() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s on %s, batch %d, %d threads%n%-22s %s, %,.1f images/s%n",
                network,
                engine,
                batch,
                threads,
                "BitAdapt",
                new Latency(medianMillis, p90Millis, p99Millis),
                imagesPerSecond));
        peers.forEach((name, latency) -> text.append(String.format(
                Locale.ROOT, "%-22s %s, ratio %.2f%n", "ONNX Runtime " + name, latency, ratios.get(name))));
        text.append(String.format(Locale.ROOT, "%4s  %-46s %-14s %12s%n", "", "operation", "output", "us/image"));
        layers.forEach(layer -> text.append(String.format(
                Locale.ROOT,
                "%4d  %-46s %-14s %12.2f%n",
                layer.number(),
                layer.operation(),
                layer.shape(),
                layer.micros())));
        return text.append(String.format(
                        Locale.ROOT,
                        "Model file %,d bytes, resident memory %s",
                        modelBytes,
                        residentBytes == null ? "unknown" : String.format(Locale.ROOT, "%,d MiB", residentBytes >> 20)))
                .toString();
    }
}
