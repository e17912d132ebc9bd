package org.bitadapt.jobs.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bitadapt.jobs.picture.DisplayText;
import org.bitadapt.jobs.picture.EpochCharts;
import org.bitadapt.jobs.picture.Picture;
import org.bitadapt.jobs.picture.Pictures;
import org.bitadapt.jobs.picture.RunReport;
import org.bitadapt.jobs.result.WidthsResult;

/** Makes the page of a run, see {@link Page}. */
final class ReportPage {

    private final RunReport report;
    private final Pictures pictures;
    private final DatasetSections dataset;

    ReportPage(RunReport report, Pictures pictures) {
        this.report = report;
        this.pictures = pictures;
        this.dataset = new DatasetSections(report);
    }

    /** The whole page as HTML. */
    String html() {
        return Page.html(report.title(), headline(), sections());
    }

    private String headline() {
        Map<String, String> figures = new LinkedHashMap<>();
        report.evaluation().ifPresent(result -> {
            figures.put("accuracy", DisplayText.percent(result.accuracy()));
            figures.put("balanced", DisplayText.percent(result.balancedAccuracy()));
        });
        EpochCharts.best(report.epochs())
                .ifPresent(best -> figures.put("best validation", DisplayText.percent(best.validationAccuracy())));
        if (!report.epochs().isEmpty()) {
            figures.put("epochs", DisplayText.count(report.epochs().size()));
        }
        report.sizes().ifPresent(sizes -> {
            figures.put("packed model", DisplayText.bytes(sizes.packedBytes()));
            figures.put("smaller than float", String.format(Locale.ROOT, "%.1f ×", sizes.ratio()));
        });
        return figures.isEmpty() ? "" : Html.definitions("headline", figures.entrySet());
    }

    private String sections() {
        return closing()
                + adaptation()
                + run()
                + curves()
                + flips()
                + hysteresis()
                + evaluation()
                + widths()
                + dataset.gallery()
                + dataset.scenes(grid("charts", pictures.scenes()))
                + layers()
                + configuration();
    }

    private String closing() {
        return report.closing()
                .map(table -> Html.section("results", "Results", Html.table("Results", table)))
                .orElse("");
    }

    private String adaptation() {
        return report.search()
                .map(history -> Html.section(
                        "adaptation",
                        "Before and after",
                        Html.table("Before and after", AdaptationTables.beforeAfter(history))
                                + grid("charts", pictures.adaptation())
                                + Html.details(
                                        "All proposals", Html.table("Proposals", AdaptationTables.proposals(history)))))
                .orElse("");
    }

    private String run() {
        String content = report.facts().isEmpty()
                ? Html.paragraph("Nothing is known of how this run came about.")
                : Html.definitions("facts", report.facts().entrySet());
        return Html.section("run", "Run", content);
    }

    private String curves() {
        if (report.epochs().isEmpty()) {
            return Html.section("training", "Training", Html.missing("No epoch was trained.", "bitadapt train"));
        }
        return Html.section(
                "training",
                "Training",
                grid("charts", pictures.curves())
                        + Html.details("All epochs", Html.table("Epochs", ReportTables.epochs(report.epochs()))));
    }

    private String flips() {
        List<Picture> flips = pictures.flips();
        return Html.section(
                "flips",
                "Sign flips",
                flips.isEmpty()
                        ? Html.missing("No sign flips were measured.", "bitadapt train --set network.precision=binary")
                        : figures(flips));
    }

    private String hysteresis() {
        if (report.hysteresis().isEmpty()) {
            return Html.section(
                    "hysteresis",
                    "Hysteresis",
                    Html.missing("No hysteresis was measured.", "bitadapt train --set network.precision=binary"));
        }
        String rule = "A 1-bit weight flips to +1 when its latent value reaches the upper threshold and to −1 when it"
                + " reaches the lower one; between them (shaded) it keeps its sign. Bars count the weights, upwards at"
                + " +1 and downwards at −1, after the best epoch.";
        return Html.section(
                "hysteresis",
                "Hysteresis",
                Html.paragraph(rule) + figures(pictures.loop()) + grid("multiples", pictures.loops()));
    }

    private String evaluation() {
        String content = report.evaluation()
                .map(result -> "<div class=\"pair\">\n" + figures(pictures.confusion())
                        + Html.table("Figures per class", ReportTables.classes(result)) + "</div>\n")
                .orElseGet(() ->
                        Html.missing("The model was not evaluated.", "bitadapt evaluate --model RUN --data DATASET"));
        return Html.section("evaluation", "Evaluation", content);
    }

    private String widths() {
        return report.widths()
                .map(result -> Html.section(
                        "widths",
                        "Bit widths",
                        figures(pictures.widths())
                                + Html.table("Bit widths", ReportTables.widths(result))
                                + allTogether(result)))
                .orElse("");
    }

    private static String allTogether(WidthsResult result) {
        return result.bytes() == null
                ? ""
                : Html.paragraph(
                        "The packed model with all its widths has " + DisplayText.count(result.bytes()) + " bytes.");
    }

    private String layers() {
        String table = report.layers().isEmpty()
                ? Html.missing("No layer table.", "bitadapt train")
                : Html.table("Layers", ReportTables.layers(report.layers()));
        String sizes = report.sizes()
                .map(known -> Html.table("Sizes", ReportTables.sizes(known)))
                .orElseGet(() ->
                        Html.missing("There is no packed model.", "bitadapt train --set network.precision=binary"));
        return Html.section("model", "Model", sizes + table);
    }

    private String configuration() {
        String content = report.configuration()
                .map(text -> Html.preformatted("Resolved configuration", text.strip()))
                .orElseGet(() -> Html.missing("The configuration is not known.", "bitadapt train"));
        return Html.section("configuration", "Configuration", content);
    }

    private String grid(String cssClass, List<Picture> members) {
        return members.isEmpty() ? "" : "<div class=\"" + cssClass + "\">\n" + figures(members) + "</div>\n";
    }

    private String figures(List<Picture> members) {
        return members.stream()
                .map(picture -> Html.figure(picture, stem(picture), pictures.light(picture)))
                .collect(Collectors.joining());
    }

    private static String stem(Picture picture) {
        return picture.file().replaceAll("-\\d.*|\\.png", "");
    }
}
