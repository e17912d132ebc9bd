package org.bitadapt.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitadapt.common.cost.LayerCost;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.picture.HysteresisHistogram;
import org.bitadapt.jobs.picture.ReportTable;
import org.bitadapt.jobs.picture.RunReport;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.result.WidthFigures;
import org.bitadapt.jobs.result.WidthsResult;
import org.bitadapt.jobs.run.EpochMetrics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

    private static final String EVIL = "<script>alert('x')</script> & \"co\"";
    private static final String HARMLESS = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;co&quot;";

    private static String samplePage;

    @BeforeAll
    static void writeSamplePage() throws IOException {
        samplePage = page(new SampleRun(3, 10, 1).report());
    }

    @Test
    void thePageHoldsEverySection() {
        assertThat(samplePage)
                .contains(
                        "<h1>ResNet-20 with 1-bit weights on CIFAR-10</h1>",
                        "<section id=\"results\"",
                        "<section id=\"run\"",
                        "<section id=\"training\"",
                        "<section id=\"flips\"",
                        "<section id=\"hysteresis\"",
                        "<section id=\"evaluation\"",
                        "<section id=\"model\"",
                        "<section id=\"configuration\"")
                .contains("<td class=\"number\">2,359,296</td>", "26.1 ×")
                .contains("type = cosine")
                .doesNotContain("class=\"missing\"");
    }

    @Test
    void thePageNeedsNothingElse() {
        assertThat(samplePage).doesNotContain("<script src", "<link", "url(", "@import", "http-equiv=\"refresh");
        assertThat(samplePage.split("src(set)?=\"")).hasSizeGreaterThan(10).satisfies(parts -> {
            for (int i = 1; i < parts.length; i++) {
                assertThat(parts[i]).startsWith("data:image/png;base64,");
            }
        });
    }

    /** A browser runs no other script than the one whose checksum the page's policy names. */
    @Test
    void onlyThePagesOwnScriptMayRun() throws NoSuchAlgorithmException {
        Matcher policy = Pattern.compile("script-src 'sha256-([^']+)'\">").matcher(samplePage);
        Matcher script =
                Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(samplePage);
        assertThat(policy.find()).isTrue();
        assertThat(script.find()).isTrue();
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(script.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(policy.group(1)).isEqualTo(Base64.getEncoder().encodeToString(digest));
        assertThat(script.find()).isFalse();
        assertThat(samplePage).containsPattern("default-src 'none'; img-src data:;");
    }

    /** The numbers behind the curves are those of the epochs, taken here from the sample itself. */
    @Test
    void chartsHaveTheNumbersOfTheirPictures() throws IOException {
        List<EpochMetrics> epochs = new SampleRun(3, 10, 1).epochMetrics();
        Matcher data = Pattern.compile("<script type=\"application/json\">(.*?)</script>")
                .matcher(samplePage);
        Map<String, JsonNode> charts = new HashMap<>();
        while (data.find()) {
            JsonNode chart = new ObjectMapper().readTree(data.group(1));
            charts.put(chart.get("title").asText(), chart);
        }
        assertThat(charts).containsOnlyKeys("Accuracy and loss", "Learning rate", "Training speed");
        JsonNode accuracy = charts.get("Accuracy and loss").get("plots").get(0);
        assertThat(accuracy.get("x").asText()).isEqualTo("epoch");
        assertThat(accuracy.get("y").asText()).isEqualTo("accuracy (%)");
        JsonNode validation = accuracy.get("series").get(0);
        assertThat(validation.get("name").asText()).isEqualTo("validation");
        for (int i = 0; i < epochs.size(); i++) {
            assertThat(validation.get("x").get(i).asDouble()).isEqualTo(i + 1);
            assertThat(validation.get("y").get(i).asDouble())
                    .isEqualTo(100 * epochs.get(i).validationAccuracy());
        }
        JsonNode speed =
                charts.get("Training speed").get("plots").get(0).get("series").get(0);
        assertThat(speed.get("y").get(1).asDouble()).isEqualTo(epochs.get(1).imagesPerSecond());
    }

    @Test
    void everyImageHasAnAlternative() {
        String[] images = samplePage.split("<img ");
        assertThat(images).hasSizeGreaterThan(5);
        for (int i = 1; i < images.length; i++) {
            assertThat(images[i].substring(0, images[i].indexOf('>'))).containsPattern("alt=\"[^\"]{10,}\"");
        }
    }

    @Test
    void whatUsersNamedCannotBecomeMarkup() throws IOException {
        RunReport report = RunReport.titled(EVIL)
                .fact(EVIL, EVIL)
                .closing(new ReportTable(List.of(EVIL), List.of(List.of(EVIL))))
                .hysteresis(List.of(
                        new HysteresisHistogram(EVIL, 0.1, List.of(-1.0, 0.0, 1.0), List.of(0L, 3L), List.of(3L, 0L))))
                .evaluation(EvaluationResult.of(List.of(EVIL, "b"), new long[][] {{1, 0}, {0, 1}}))
                .layers(List.of(new LayerCost(EVIL, LayerCost.Kind.LINEAR, new Shape(1, 1, 1), 1, 1, 1, 1, 4, 1)))
                .configuration("name = " + EVIL)
                .build();
        assertThat(page(report)).doesNotContain("<script").contains(HARMLESS, "name = " + HARMLESS);
    }

    @Test
    void missingPartsSayWhatAddsThem() throws IOException {
        assertThat(page(RunReport.titled("empty").build()))
                .contains("No epoch was trained. Add it with <code>bitadapt train</code>.")
                .contains(
                        "The model was not evaluated. Add it with <code>bitadapt evaluate --model RUN --data DATASET</code>.")
                .contains(
                        "There is no packed model. Add it with <code>bitadapt train --set network.precision=binary</code>.")
                .doesNotContain("<img", "null", "Optional");
    }

    @Test
    void widthsHaveASectionWithTheirTableAndPicture() throws IOException {
        assertThat(samplePage).doesNotContain("Bit widths", "id=\"widths\"");
        String page = page(
                RunReport.titled("run").widths(new SampleRun(1, 10, 1).widths()).build());
        assertThat(page)
                .contains("<section id=\"widths\"", ">Bit widths</h2>", "energy of an image on eyeriss, modelled (µJ)")
                .contains("Accuracy at 6 bit widths over bytes and time of an image")
                .containsPattern(
                        "w1a8</t[hd]>\\s*<td[^>]*>1 bit</td>\\s*<td[^>]*>8 bits</td>\\s*<td[^>]*>89.4 %</td>\\s*<td[^>]*>89.3 %</td>"
                                + "\\s*<td[^>]*>2,204.1</td>\\s*<td[^>]*>84.60</td>\\s*<td[^>]*>41,872</td>");
    }

    /** What training alone knows of widths has neither times nor energies, and so no columns of them. */
    @Test
    void costsThatNobodyMeasuredHaveNoColumn() throws IOException {
        WidthFigures scored = new WidthFigures(1, 8, 0.5, 0.25, null, null, 100L);
        String page = page(RunReport.titled("run")
                .widths(new WidthsResult(Split.TEST, 4, null, 150L, List.of(scored)))
                .build());
        assertThat(page)
                .contains("bytes of this width alone", "The packed model with all its widths has 150 bytes.")
                .doesNotContain("time of an image (µs)", "modelled (µJ)", "null");
    }

    @Test
    void percentSignsInTextAreKept() throws IOException {
        assertThat(page(RunReport.titled("100 %s").configuration("a = %d").build()))
                .contains("<h1>100 %s</h1>", "a = %d");
    }

    @Test
    void aFolderReceivesThePageAndThePictures(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("run/report");
        SampleRun sample = new SampleRun(2, 3, 1);
        RunReport report = RunReport.titled("run")
                .epochs(sample.epochMetrics())
                .evaluation(sample.evaluation())
                .build();
        List<String> pictures = ReportWriter.write(report, ReportSink.folder(target));
        assertThat(pictures).contains("curves.png", "confusion.png");
        try (var files = Files.list(target)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsAll(pictures)
                    .contains(ReportWriter.PAGE)
                    .hasSize(pictures.size() + 1);
        }
    }

    private static String page(RunReport report) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        ReportWriter.write(report, files::put);
        return new String(files.get(ReportWriter.PAGE), StandardCharsets.UTF_8);
    }
}
