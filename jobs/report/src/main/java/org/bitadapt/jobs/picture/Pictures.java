package org.bitadapt.jobs.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.run.EpochMetrics;

/** The pictures that a report's data allow, by section. */
public final class Pictures {

    public static final int COLUMN = 560;

    private final RunReport report;
    private final Map<String, byte[]> light = new HashMap<>();

    public Pictures(RunReport report) {
        this.report = report;
    }

    /** All pictures, in the order of the page. */
    public List<Picture> all() {
        List<Picture> all = new ArrayList<>(adaptation());
        all.addAll(curves());
        all.addAll(flips());
        all.addAll(loop());
        all.addAll(loops());
        all.addAll(confusion());
        all.addAll(widths());
        all.addAll(scenes());
        return all;
    }

    /** A picture as PNG for files and light pages; it is drawn once. */
    public byte[] light(Picture picture) {
        return light.computeIfAbsent(picture.file(), file -> picture.png(Theme.LIGHT));
    }

    /** The pictures of the run's search; empty if the run has no search. */
    public List<Picture> adaptation() {
        return report.search()
                .map(history -> new AdaptationCharts(history).pictures())
                .orElse(List.of());
    }

    /** The pictures of accuracy and loss, learning rate, and speed. */
    public List<Picture> curves() {
        if (report.epochs().isEmpty()) {
            return List.of();
        }
        EpochCharts charts = new EpochCharts(report.epochs());
        return List.of(
                new Picture(
                        "curves.png",
                        "Line charts of training and validation accuracy and loss per epoch",
                        bestEpoch(),
                        COLUMN,
                        600,
                        charts::curves),
                new Picture(
                        "learning-rate.png",
                        "Line chart of the learning rate per epoch",
                        "",
                        COLUMN,
                        285,
                        charts::learningRate),
                new Picture(
                        "throughput.png",
                        "Line chart of training images per second per epoch",
                        speed(),
                        COLUMN,
                        285,
                        charts::throughput));
    }

    /** The number of an epoch as people count: from 1. */
    public static int shown(EpochMetrics epoch) {
        return epoch.epoch() + 1;
    }

    private String bestEpoch() {
        return EpochCharts.best(report.epochs())
                .map(best -> "Best validation accuracy: " + DisplayText.percent(best.validationAccuracy())
                        + " in epoch " + shown(best) + " (marked).")
                .orElse("No validation in this run.");
    }

    private String speed() {
        double seconds = report.epochs().stream()
                .mapToDouble(EpochMetrics::seconds)
                .filter(Double::isFinite)
                .sum();
        double mean = report.epochs().stream()
                .mapToDouble(EpochMetrics::imagesPerSecond)
                .filter(Double::isFinite)
                .average()
                .orElse(0);
        return String.format(
                Locale.ROOT,
                "%,.0f images/s on average; %s in all epochs together.",
                mean,
                DisplayText.duration(seconds));
    }

    /** The picture of sign flips; empty if no epoch measured any layer. */
    public List<Picture> flips() {
        if (FlipsChart.layers(report.epochs()).isEmpty()) {
            return List.of();
        }
        FlipsChart chart = new FlipsChart(report.epochs());
        return List.of(new Picture(
                "flips.png",
                "Share of each layer's signs that flipped in each epoch",
                "A flip is a weight whose binary value at the end of an epoch is another than at its beginning.",
                COLUMN + 160,
                chart.height(),
                chart::draw));
    }

    /** The picture of the hysteresis loop of the layer where hysteresis holds the most weights. */
    public List<Picture> loop() {
        return report.hysteresis().stream()
                .max(Comparator.comparingLong(HysteresisHistogram::held))
                .map(most -> List.of(new Picture(
                        "hysteresis.png",
                        "Hysteresis loop of layer " + most.layer() + ": binary over latent weights, measured",
                        loopCaption(most),
                        COLUMN + 160,
                        420,
                        new HysteresisChart(most)::large)))
                .orElse(List.of());
    }

    private static String loopCaption(HysteresisHistogram histogram) {
        return String.format(
                Locale.ROOT,
                "Layer %s: %,d weights, thresholds ±%s. %,d of them (%.1f %%) lie between the thresholds and keep the"
                        + " sign they came with; %,d (%.1f %%) have another sign than their latent value.",
                histogram.layer(),
                histogram.weights(),
                DisplayText.decimal(histogram.threshold()),
                histogram.between(),
                100.0 * histogram.between() / Math.max(1, histogram.weights()),
                histogram.held(),
                100.0 * histogram.held() / Math.max(1, histogram.weights()));
    }

    /** The small picture of all layers' loops; empty if there is only one layer. */
    public List<Picture> loops() {
        List<Picture> pictures = new ArrayList<>();
        List<HysteresisHistogram> all = report.hysteresis();
        for (int i = 0; all.size() > 1 && i < all.size(); i++) {
            HysteresisHistogram one = all.get(i);
            pictures.add(new Picture(
                    String.format(Locale.ROOT, "hysteresis-%02d-%s.png", i + 1, DisplayText.fileName(one.layer())),
                    "Hysteresis loop of layer " + one.layer(),
                    "",
                    260,
                    190,
                    new HysteresisChart(one)::small));
        }
        return pictures;
    }

    /** The pictures of where the data set's cars are; empty if it has no cars. */
    public List<Picture> scenes() {
        return report.scenes()
                .map(scenes -> new CarCharts(scenes.cars()).pictures())
                .orElse(List.of());
    }

    /** The picture of the run's confusion matrix. */
    public List<Picture> confusion() {
        return report.evaluation().map(Pictures::confusion).map(List::of).orElse(List.of());
    }

    /** The picture of accuracy against costs at each bit width; empty for a run of one width. */
    public List<Picture> widths() {
        return report.widths()
                .map(result -> List.of(new WidthsChart(result).picture()))
                .orElse(List.of());
    }

    /** The picture of an evaluation's confusion matrix. */
    public static Picture confusion(EvaluationResult result) {
        ConfusionChart chart = new ConfusionChart(result);
        String what = "Confusion matrix of " + result.classes() + " classes over " + DisplayText.count(result.records())
                + (result.split() == null
                        ? " images"
                        : " images of the " + result.split().folder() + " split")
                + ", accuracy " + DisplayText.percent(result.accuracy());
        return new Picture("confusion.png", what, what + ".", chart.side(), chart.side(), chart::draw);
    }
}
