package org.bitadapt.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.bitadapt.common.cost.LayerCost;
import org.bitadapt.jobs.picture.DisplayText;
import org.bitadapt.jobs.picture.ModelSizes;
import org.bitadapt.jobs.picture.Pictures;
import org.bitadapt.jobs.picture.ReportTable;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.result.EvaluationResult.ClassFigures;
import org.bitadapt.jobs.result.WidthFigures;
import org.bitadapt.jobs.result.WidthsResult;
import org.bitadapt.jobs.run.EpochMetrics;

/** Makes tables of text from the data of a report. */
final class ReportTables {

    private static final String NONE = "–";

    private ReportTables() {}

    /** The table of epochs, a line per epoch. */
    static ReportTable epochs(List<EpochMetrics> epochs) {
        return new ReportTable(
                List.of(
                        "epoch",
                        "learning rate",
                        "at its end",
                        "training loss",
                        "training accuracy",
                        "validation loss",
                        "validation accuracy",
                        "images/s",
                        "seconds"),
                epochs.stream().map(ReportTables::epoch).toList());
    }

    private static List<String> epoch(EpochMetrics epoch) {
        return List.of(
                Integer.toString(Pictures.shown(epoch)),
                number("%.4g", epoch.learningRate()),
                number("%.4g", epoch.lastLearningRate()),
                number("%.4f", epoch.trainLoss()),
                number("%.1f %%", 100 * epoch.trainAccuracy()),
                number("%.4f", epoch.validationLoss()),
                number("%.1f %%", 100 * epoch.validationAccuracy()),
                number("%,.1f", epoch.imagesPerSecond()),
                number("%,.1f", epoch.seconds()));
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : NONE;
    }

    /** The table of classes: a line per class, and the means over classes. */
    static ReportTable classes(EvaluationResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (ClassFigures figures : result.perClass()) {
            rows.add(List.of(
                    figures.name(),
                    DisplayText.count(figures.records()),
                    figures.predicted() == 0 ? NONE : DisplayText.percent(figures.precision()),
                    figures.records() == 0 ? NONE : DisplayText.percent(figures.recall()),
                    figures.predicted() + figures.records() == 0 ? NONE : DisplayText.percent(figures.f1())));
        }
        return new ReportTable(List.of("class", "images", "precision", "recall", "F1"), rows);
    }

    /** The table of bit widths: a line per width, without columns of costs that are not known. */
    static ReportTable widths(WidthsResult result) {
        List<String> columns = new ArrayList<>(List.of("width", "weights", "maps", "accuracy", "balanced accuracy"));
        List<List<String>> rows = new ArrayList<>();
        for (WidthFigures figures : result.widths()) {
            rows.add(new ArrayList<>(List.of(
                    figures.width().toString(),
                    bits(figures.weights()),
                    bits(figures.maps()),
                    DisplayText.percent(figures.accuracy()),
                    DisplayText.percent(figures.balancedAccuracy()))));
        }
        addCost(columns, rows, "time of an image (µs)", result, figures -> text("%,.1f", figures.latencyMicros()));
        addCost(
                columns,
                rows,
                "energy of an image on " + result.hardware() + ", modelled (µJ)",
                result,
                figures -> text("%,.2f", figures.energyMicrojoules()));
        addCost(columns, rows, "bytes of this width alone", result, figures -> text("%,d", figures.bytes()));
        return new ReportTable(columns, rows);
    }

    private static String bits(int bits) {
        return bits == 1 ? "1 bit" : bits + " bits";
    }

    private static String text(String format, Number value) {
        return value == null ? NONE : String.format(Locale.ROOT, format, value);
    }

    private static void addCost(
            List<String> columns,
            List<List<String>> rows,
            String column,
            WidthsResult result,
            Function<WidthFigures, String> cell) {
        List<String> cells = result.widths().stream().map(cell).toList();
        if (cells.stream().allMatch(NONE::equals)) {
            return;
        }
        columns.add(column);
        for (int i = 0; i < cells.size(); i++) {
            rows.get(i).add(cells.get(i));
        }
    }

    /** The table of layers: a line per layer, and the totals. */
    static ReportTable layers(List<LayerCost> layers) {
        List<List<String>> rows = new ArrayList<>();
        layers.forEach(layer -> rows.add(layer(layer)));
        rows.add(List.of(
                "total",
                "",
                "",
                DisplayText.count(layers.stream().mapToLong(LayerCost::macs).sum()),
                DisplayText.count(layers.stream().mapToLong(LayerCost::weights).sum()),
                "",
                DisplayText.count(
                        layers.stream().mapToLong(LayerCost::floatBytes).sum()),
                DisplayText.count(
                        layers.stream().mapToLong(LayerCost::packedBytes).sum())));
        return new ReportTable(
                List.of("layer", "kind", "output", "MACs", "weights", "bits per weight", "float bytes", "packed bytes"),
                rows);
    }

    private static List<String> layer(LayerCost layer) {
        boolean weighted = layer.weights() > 0;
        return List.of(
                layer.name(),
                layer.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                layer.output().toString().replace('x', '×'),
                layer.macs() > 0 ? DisplayText.count(layer.macs()) : "",
                weighted ? DisplayText.count(layer.weights()) : "",
                weighted && layer.weightBits() > 0 ? Integer.toString(layer.weightBits()) : "",
                layer.floatBytes() > 0 ? DisplayText.count(layer.floatBytes()) : "",
                layer.packedBytes() > 0 ? DisplayText.count(layer.packedBytes()) : "");
    }

    /** The table of the float and the packed model's sizes, and their ratio. */
    static ReportTable sizes(ModelSizes sizes) {
        return new ReportTable(
                List.of("model", "bytes", "size"),
                List.of(
                        List.of(
                                "32-bit weights",
                                DisplayText.count(sizes.floatBytes()),
                                DisplayText.bytes(sizes.floatBytes())),
                        List.of(
                                "packed",
                                DisplayText.count(sizes.packedBytes()),
                                DisplayText.bytes(sizes.packedBytes())),
                        List.of("ratio", "", String.format(Locale.ROOT, "%.1f ×", sizes.ratio()))));
    }
}
