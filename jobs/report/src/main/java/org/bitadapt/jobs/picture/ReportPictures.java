package org.bitadapt.jobs.picture;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bitadapt.jobs.netadapt.history.SearchHistory;

/** Single pictures of reports as HTML that needs no other file, for notebooks. */
public final class ReportPictures {

    private final Map<String, Picture> pictures = new LinkedHashMap<>();

    /** The pictures that a report's data allow. */
    public ReportPictures(RunReport report) {
        new Pictures(report).all().forEach(picture -> pictures.put(picture.file(), picture));
    }

    /** The file names of the pictures, such as {@code curves.png}, in the order of the page. */
    public List<String> files() {
        return List.copyOf(pictures.keySet());
    }

    /**
     * A picture with its caption.
     *
     * @throws IllegalArgumentException if there is no picture of that name
     */
    public String html(String file) {
        Picture picture = pictures.get(file);
        if (picture == null) {
            throw new IllegalArgumentException(
                    "Invalid picture: " + file + " (must be one of " + String.join(", ", files()) + ")");
        }
        return html(picture);
    }

    /**
     * A picture of several searches' winners: lines of accuracy over the share of the resource that is left.
     *
     * @param searches the searches by the names of their runs, at least one
     */
    public static String tradeOffs(Map<String, SearchHistory> searches) {
        return html(new TradeOffChart(searches).pictures().get(0));
    }

    private static String html(Picture picture) {
        return String.format(
                Locale.ROOT,
                """
                <figure style="margin: 0">
                <img src="data:image/png;base64,%s" alt="%s" width="%d" height="%d">
                <figcaption>%s</figcaption>
                </figure>
                """,
                Base64.getEncoder().encodeToString(picture.png(Theme.LIGHT)),
                HtmlText.escaped(picture.alternative()),
                picture.width(),
                picture.height(),
                HtmlText.escaped(picture.caption()));
    }
}
