package org.bitadapt.jobs.picture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitadapt.common.cost.LayerCost;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.result.WidthsResult;
import org.bitadapt.jobs.run.EpochMetrics;

/**
 * The contents of a report, as pure data. Parts that a run does not have (yet) are empty, and the page says how to add
 * them.
 *
 * @param title the heading of the page
 * @param facts facts on the origin of the run by label, in the order to show: command, version, seed, data set ...
 * @param closing the table that sums the run up
 * @param epochs the metrics of the epochs in ascending order
 * @param search the search that shrank the network
 * @param hysteresis the histograms, one per layer with 1-bit weights, in the order of the network
 * @param evaluation the evaluation on images that were not trained on
 * @param widths the scores and costs at each bit width
 * @param gallery some images of the evaluation
 * @param scenes the cars of the data set on their photographs
 * @param layers the costs of the layers, in the order of the network
 * @param sizes the sizes of the model's files
 * @param configuration the resolved configuration as text (HOCON)
 */
public record RunReport(
        String title,
        Map<String, String> facts,
        Optional<ReportTable> closing,
        List<EpochMetrics> epochs,
        Optional<SearchHistory> search,
        List<HysteresisHistogram> hysteresis,
        Optional<EvaluationResult> evaluation,
        Optional<WidthsResult> widths,
        Optional<Gallery> gallery,
        Optional<CarScenes> scenes,
        List<LayerCost> layers,
        Optional<ModelSizes> sizes,
        Optional<String> configuration) {

    public RunReport {
        if (title == null || title.isBlank()) {
            throw new IllegalArgumentException("Invalid report title: " + title + " (must not be empty)");
        }
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        epochs = List.copyOf(epochs);
        hysteresis = List.copyOf(hysteresis);
        layers = List.copyOf(layers);
    }

    /** Starts a report that has nothing but a title. */
    public static Builder titled(String title) {
        return new Builder(title);
    }

    /** Collects the parts of a report; parts that are not given stay empty. */
    public static final class Builder {

        private final String title;
        private final Map<String, String> facts = new LinkedHashMap<>();
        private Optional<ReportTable> closing = Optional.empty();
        private List<EpochMetrics> epochs = List.of();
        private Optional<SearchHistory> search = Optional.empty();
        private List<HysteresisHistogram> hysteresis = List.of();
        private Optional<EvaluationResult> evaluation = Optional.empty();
        private Optional<WidthsResult> widths = Optional.empty();
        private Optional<Gallery> gallery = Optional.empty();
        private Optional<CarScenes> scenes = Optional.empty();
        private List<LayerCost> layers = List.of();
        private Optional<ModelSizes> sizes = Optional.empty();
        private Optional<String> configuration = Optional.empty();

        private Builder(String title) {
            this.title = title;
        }

        /** Adds a fact behind the others. */
        public Builder fact(String label, String value) {
            facts.put(label, value);
            return this;
        }

        /** Sets the table that sums the run up. */
        public Builder closing(ReportTable table) {
            closing = Optional.of(table);
            return this;
        }

        /** Sets the measurements of the epochs. */
        public Builder epochs(List<EpochMetrics> metrics) {
            epochs = metrics;
            return this;
        }

        /** Sets the search that shrank the network. */
        public Builder search(SearchHistory history) {
            search = Optional.of(history);
            return this;
        }

        /** Sets the histograms of the layers with 1-bit weights. */
        public Builder hysteresis(List<HysteresisHistogram> histograms) {
            hysteresis = histograms;
            return this;
        }

        /** Sets the evaluation. */
        public Builder evaluation(EvaluationResult result) {
            evaluation = Optional.of(result);
            return this;
        }

        /** Sets the scores and costs at each bit width. */
        public Builder widths(WidthsResult result) {
            widths = Optional.of(result);
            return this;
        }

        /** Sets the images of the evaluation. */
        public Builder gallery(Gallery images) {
            gallery = Optional.of(images);
            return this;
        }

        /** Sets the cars of the data set. */
        public Builder scenes(CarScenes carScenes) {
            scenes = Optional.of(carScenes);
            return this;
        }

        /** Sets the layer table. */
        public Builder layers(List<LayerCost> rows) {
            layers = rows;
            return this;
        }

        /** Sets the sizes of the model's files. */
        public Builder sizes(ModelSizes modelSizes) {
            sizes = Optional.of(modelSizes);
            return this;
        }

        /** Sets the resolved configuration. */
        public Builder configuration(String text) {
            configuration = Optional.of(text);
            return this;
        }

        /** The report. */
        public RunReport build() {
            return new RunReport(
                    title,
                    facts,
                    closing,
                    epochs,
                    search,
                    hysteresis,
                    evaluation,
                    widths,
                    gallery,
                    scenes,
                    layers,
                    sizes,
                    configuration);
        }
    }
}
