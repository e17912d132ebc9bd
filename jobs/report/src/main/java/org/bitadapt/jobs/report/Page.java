package org.bitadapt.jobs.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.bitadapt.jobs.picture.HtmlText;

/**
 * Makes a page as one HTML text that needs no other file and no network. The page's charts are pictures, which a script
 * replaces by charts that can be read and enlarged; no other script may run.
 *
 * @see <a href="https://github.com/leeoniya/uPlot">uPlot, which draws the charts</a>
 */
final class Page {

    private static final String LIBRARY = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final String STYLE = resource("report.css") + resource(LIBRARY + "uPlot.min.css");
    private static final String SCRIPT = resource(LIBRARY + "uPlot.iife.min.js") + resource("charts.js");
    private static final String HINT =
            "<p id=\"hint\" hidden>Charts show values under the pointer. Drag to enlarge a part,"
                    + " double-click for all of it.</p>\n";

    private Page() {}

    /**
     * The whole page as HTML.
     *
     * @param title the title as plain text; the other parameters are HTML
     */
    static String html(String title, String headline, String sections) {
        boolean isLive = sections.contains(Html.LIVE);
        String scripts = isLive ? "; script-src 'sha256-" + sha256(SCRIPT) + "'" : "";
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'%s">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <header>
                <h1>%s</h1>
                %s%s</header>
                <main>
                %s</main>
                <footer><p>Made by BitAdapt.</p></footer>
                %s</body>
                </html>
                """.formatted(
                        scripts,
                        HtmlText.escaped(title),
                        STYLE,
                        HtmlText.escaped(title),
                        headline,
                        isLive ? HINT : "",
                        sections,
                        isLive ? "<script>" + SCRIPT + "</script>\n" : "");
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name + " from the class path", e);
        }
    }
}
