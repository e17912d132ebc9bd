package org.bitadapt.jobs.benchmark;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bitadapt.jobs.command.Outcome;

/**
 * The result of {@code benchmark inference}.
 *
 * @param network the name of the network
 * @param engine the engine that ran the network
 * @param medianMillis the median time of a call, in milliseconds
 * @param imagesPerSecond images in a second at the median time
 * @param modelBytes the length of the packed model's file
 * @param residentBytes bytes of the process in memory when the model was warm; null where the system does not tell
 * @param layers the time of each operation
 * @param peers the times of other runtimes on the same network, by name
 * @param ratios the medians of the peers divided by the engine's median, by name; above 1 where the engine is faster
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
     * The time of one operation.
     *
     * @param number the number of the operation
     * @param micros microseconds for one image
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
