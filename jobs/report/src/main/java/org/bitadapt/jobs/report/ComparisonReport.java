package org.bitadapt.jobs.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.bitadapt.jobs.picture.ComparedRun;
import org.bitadapt.jobs.picture.ComparisonCharts;
import org.bitadapt.jobs.picture.Picture;
import org.bitadapt.jobs.picture.ReportTable;
import org.bitadapt.jobs.picture.Theme;

/**
 * Several runs side by side, as pure data.
 *
 * @param title the heading of the page
 * @param summary the table of runs, a line per run
 * @param differences the table of settings that are not the same in all runs: a line per setting, a column per run
 * @param runs the runs in the order of their lines
 */
public record ComparisonReport(String title, ReportTable summary, ReportTable differences, List<ComparedRun> runs) {

    public ComparisonReport {
        runs = List.copyOf(runs);
    }

    /**
     * Draws and stores the page, {@code index.html}, and its pictures, the page last.
     *
     * @return the file names of the pictures, in the order of the page
     * @throws IOException if the sink fails
     */
    public List<String> write(ReportSink sink) throws IOException {
        List<Picture> pictures = new ComparisonCharts(runs).pictures();
        StringBuilder figures = new StringBuilder();
        for (Picture picture : pictures) {
            byte[] light = picture.png(Theme.LIGHT);
            sink.write(picture.file(), light);
            figures.append(Html.figure(picture, picture.file().replace(".png", ""), light));
        }
        sink.write(ReportWriter.PAGE, page(figures.toString()).getBytes(StandardCharsets.UTF_8));
        return pictures.stream().map(Picture::file).toList();
    }

    private String page(String figures) {
        String settings = differences.rows().isEmpty()
                ? Html.paragraph("All settings are the same.")
                : Html.table("Settings that differ", differences);
        String charts = figures.isEmpty()
                ? Html.missing("No run has an epoch or a search yet.", "bitadapt train")
                : "<div class=\"charts\">\n" + figures + "</div>\n";
        return Page.html(
                title,
                Html.paragraph(runs.stream().map(ComparedRun::name).collect(Collectors.joining(", "))),
                Html.section("runs", "Runs", Html.table("Runs", summary))
                        + Html.section("settings", "Settings that differ", settings)
                        + Html.section("charts", "Curves and trade-offs", charts));
    }
}
