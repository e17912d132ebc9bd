package org.bitadapt.jobs.report;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bitadapt.jobs.picture.CarScenes;
import org.bitadapt.jobs.picture.Gallery;
import org.bitadapt.jobs.picture.HtmlText;
import org.bitadapt.jobs.picture.RunReport;
import org.bitadapt.jobs.result.EvaluationResult;

/** The page's sections about the data set: images with predicted classes, and the places of cars. */
final class DatasetSections {

    private final RunReport report;

    DatasetSections(RunReport report) {
        this.report = report;
    }

    /** The section of images with truth and prediction; empty if no data set was given. */
    String gallery() {
        return report.gallery()
                .map(gallery -> Html.section("gallery", "Images", gallery(gallery)))
                .orElse("");
    }

    private static String gallery(Gallery gallery) {
        if (gallery.wrong().isEmpty() && gallery.right().isEmpty()) {
            return Html.missing(
                    "It is not known what images were taken for.", "bitadapt evaluate --model RUN --data DATASET");
        }
        return part("Taken for another class", gallery.wrong()) + part("Taken for what they are", gallery.right());
    }

    private static String part(String heading, List<Gallery.Exhibit> exhibits) {
        if (exhibits.isEmpty()) {
            return "";
        }
        return "<h3>" + HtmlText.escaped(heading + ", drawn at random") + "</h3>\n<div class=\"gallery\">\n"
                + exhibits.stream().map(DatasetSections::exhibit).collect(Collectors.joining()) + "</div>\n";
    }

    private static String exhibit(Gallery.Exhibit exhibit) {
        String made = exhibit.truth().equals(exhibit.predicted())
                ? exhibit.truth()
                : exhibit.truth() + " → " + exhibit.predicted();
        String share = String.format(Locale.ROOT, "%.0f %%", 100 * exhibit.probability());
        return """
                <figure><img src="data:image/png;base64,%s" alt="%s"><figcaption title="%s">%s <small>%s</small></figcaption></figure>
                """.formatted(
                        Base64.getEncoder().encodeToString(exhibit.png()),
                        HtmlText.escaped("Image of the class " + exhibit.truth()),
                        HtmlText.escaped(exhibit.id()),
                        HtmlText.escaped(made),
                        share);
    }

    /**
     * The section of cars on photographs; empty if the data set has no cars.
     *
     * @param charts the histograms as HTML
     */
    String scenes(String charts) {
        return report.scenes()
                .map(scenes ->
                        Html.section("scenes", "Cars on photographs", photographs(scenes) + charts + near(scenes)))
                .orElse("");
    }

    private static String photographs(CarScenes scenes) {
        if (scenes.photographs().isEmpty()) {
            return Html.missing("No photographs were given.", "bitadapt report RUN --data DATASET --photographs PKU");
        }
        return Html.paragraph(
                        "Projected boxes of the labelled cars' own models, the front with thicker edges: blue where"
                                + " the class was predicted, orange where another was, yellow for cars that were left out or not"
                                + " evaluated.")
                + scenes.photographs().stream().map(Html::photo).collect(Collectors.joining());
    }

    private String near(CarScenes scenes) {
        if (report.evaluation().isEmpty()) {
            return "";
        }
        Map<Integer, EvaluationResult> results =
                CarTable.byDistance(scenes.cars(), report.evaluation().get().classNames());
        return results.isEmpty() ? "" : Html.table("Accuracy by distance", CarTable.of(results));
    }
}
