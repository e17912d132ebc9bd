package org.bitadapt.jobs.report;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bitadapt.jobs.picture.HtmlText;
import org.bitadapt.jobs.picture.Photo;
import org.bitadapt.jobs.picture.Picture;
import org.bitadapt.jobs.picture.ReportTable;
import org.bitadapt.jobs.picture.Theme;

/** Makes pieces of the page. Every text that is passed in is escaped; the returned text is HTML. */
public final class Html {

    /** The tag before the numbers of a chart, which a script draws in place of the picture. */
    static final String LIVE = "<script type=\"application/json\">";

    private Html() {}

    /** A section with a heading, reachable by {@code #id}. */
    static String section(String id, String heading, String content) {
        return """
                <section id="%s" aria-labelledby="%s-heading">
                <h2 id="%s-heading">%s</h2>
                %s</section>
                """.formatted(id, id, id, HtmlText.escaped(heading), content);
    }

    /** A paragraph. */
    static String paragraph(String text) {
        return "<p>" + HtmlText.escaped(text) + "</p>\n";
    }

    /** A line about a part that the run does not have, and the command that adds the part. */
    static String missing(String what, String command) {
        return "<p class=\"missing\">%s Add it with <code>%s</code>.</p>\n"
                .formatted(HtmlText.escaped(what), HtmlText.escaped(command));
    }

    /**
     * A picture inside the page, light or dark as the reader's screen, always light on paper. A picture of lines is
     * followed by its numbers, for the page's script.
     *
     * @param light the picture's PNG file for light pages
     */
    static String figure(Picture picture, String cssClass, byte[] light) {
        return String.format(
                Locale.ROOT,
                """
                <figure class="%s">
                <picture>
                <source media="screen and (prefers-color-scheme: dark)" srcset="%s">
                <img src="%s" alt="%s" width="%d" height="%d">
                </picture>
                %s%s</figure>
                """,
                cssClass,
                inlined(picture.png(Theme.DARK)),
                inlined(light),
                HtmlText.escaped(picture.alternative()),
                picture.width(),
                picture.height(),
                caption(picture.caption()),
                LiveChart.of(picture)
                        .map(chart -> LIVE + chart.json() + "</script>\n")
                        .orElse(""));
    }

    /** A photograph inside the page. */
    static String photo(Photo photo) {
        return String.format(
                Locale.ROOT,
                """
                <figure class="photograph">
                <img src="data:image/jpeg;base64,%s" alt="%s" width="%d" height="%d">
                %s</figure>
                """,
                Base64.getEncoder().encodeToString(photo.jpeg()),
                HtmlText.escaped(photo.alternative()),
                photo.width(),
                photo.height(),
                caption(photo.caption()));
    }

    private static String caption(String text) {
        return text.isEmpty() ? "" : "<figcaption>" + HtmlText.escaped(text) + "</figcaption>\n";
    }

    private static String inlined(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    /** A table that scrolls by itself if it is too wide; columns of numbers are set to the right. */
    static String table(String label, ReportTable table) {
        List<Boolean> numeric = IntStream.range(0, table.columns().size())
                .mapToObj(column -> isNumeric(table, column))
                .toList();
        String head = IntStream.range(0, table.columns().size())
                .mapToObj(column -> "<th scope=\"col\"%s>%s</th>"
                        .formatted(
                                cssClass(numeric.get(column)),
                                HtmlText.escaped(table.columns().get(column))))
                .collect(Collectors.joining());
        String body = table.rows().stream().map(row -> row(row, numeric)).collect(Collectors.joining());
        return """
                <div class="scroll" role="region" aria-label="%s" tabindex="0">
                <table>
                <thead><tr>%s</tr></thead>
                <tbody>
                %s</tbody>
                </table>
                </div>
                """.formatted(HtmlText.escaped(label), head, body);
    }

    private static String row(List<String> cells, List<Boolean> numeric) {
        String rest = IntStream.range(1, cells.size())
                .mapToObj(column ->
                        "<td%s>%s</td>".formatted(cssClass(numeric.get(column)), HtmlText.escaped(cells.get(column))))
                .collect(Collectors.joining());
        return "<tr><th scope=\"row\">%s</th>%s</tr>\n".formatted(HtmlText.escaped(cells.get(0)), rest);
    }

    private static boolean isNumeric(ReportTable table, int column) {
        return column > 0
                && table.rows().stream()
                        .map(row -> row.get(column))
                        .allMatch(cell ->
                                cell.isEmpty() || cell.matches("[-−+±]?[\\d.,]+(e[-+]?\\d+)?( ?[%×a-zA-Z]+)?|–"));
    }

    private static String cssClass(boolean numeric) {
        return numeric ? " class=\"number\"" : "";
    }

    /** A list of terms and their meanings. */
    static String definitions(String cssClass, Set<Map.Entry<String, String>> entries) {
        StringBuilder list = new StringBuilder("<dl class=\"" + cssClass + "\">\n");
        entries.forEach(entry -> list.append("<div><dt>%s</dt><dd>%s</dd></div>\n"
                .formatted(HtmlText.escaped(entry.getKey()), HtmlText.escaped(entry.getValue()))));
        return list.append("</dl>\n").toString();
    }

    /** Content that is shown on demand. */
    static String details(String summary, String content) {
        return "<details>\n<summary>%s</summary>\n%s</details>\n".formatted(HtmlText.escaped(summary), content);
    }

    /** Text as it is, in a fixed-width font. */
    static String preformatted(String label, String text) {
        return "<pre tabindex=\"0\" role=\"region\" aria-label=\"%s\"><code>%s</code></pre>\n"
                .formatted(HtmlText.escaped(label), HtmlText.escaped(text));
    }
}
