package org.bitadapt.jobs.benchmark;

import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;

/**
 * Predictions and the assumptions on which they rest.
 *
 * @param network the network's name
 * @param precision the network's precision
 * @param assumptions the measured and assumed costs, and the work of an epoch
 * @param predictions the predictions, one per number of executors
 */
record ScalingOutcome(String network, String precision, ScalingModel assumptions, List<ScalingPrediction> predictions)
        implements Outcome {

    @Override
    public String describe() {
        ClusterCosts costs = assumptions.costs();
        TextTable table = new TextTable(
                "Executors", "Images/s", "Efficiency", "Epoch s", "Compute", "Broadcast", "Averaging", "Scheduling");
        predictions.forEach(prediction -> table.row(
                prediction.executors(),
                String.format(Locale.ROOT, "%,.0f", prediction.imagesPerSecond()),
                percent(prediction.efficiency()),
                String.format(Locale.ROOT, "%,.1f", prediction.epochSeconds()),
                percent(prediction.computeShare()),
                percent(prediction.broadcastShare()),
                percent(prediction.averagingShare()),
                percent(prediction.schedulingShare())));
        return String.format(
                Locale.ROOT,
                "%s, %s: %,d images an epoch, batch %d, averaged every %d steps, %d workers an executor%nMeasured"
                        + " here: %,.1f images/s a core; %.2f ms a job and %.3f ms a task; of %,d bytes that are sent,"
                        + " %.2f ms to broadcast and %.2f ms to add up%nAssumed: %.1f Gbit/s and %.0f us a message"
                        + " between machines, no stragglers%n%n%s",
                network,
                precision,
                assumptions.images(),
                assumptions.batch(),
                assumptions.averagingPeriod(),
                assumptions.coresPerExecutor(),
                costs.imagesPerSecond(),
                1e3 * costs.jobSeconds(),
                1e3 * costs.taskSeconds(),
                assumptions.messageBytes(),
                1e3 * assumptions.messageBytes() * costs.broadcastSecondsPerByte(),
                1e3 * assumptions.messageBytes() * costs.averagingSecondsPerByte(),
                8e-9 * costs.networkBytesPerSecond(),
                1e6 * costs.latencySeconds(),
                table);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
