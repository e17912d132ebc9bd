package org.bitadapt.jobs.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.report.SampleRun;
import org.bitadapt.jobs.result.WidthFigures;
import org.bitadapt.jobs.result.WidthsResult;
import org.bitadapt.jobs.run.EpochMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {

    static List<Theme> themes() {
        return List.of(Theme.LIGHT, Theme.DARK);
    }

    @ParameterizedTest
    @MethodSource("themes")
    void everyPictureDecodesInItsSize(Theme theme) throws IOException {
        for (Picture picture : new Pictures(new SampleRun(5, 10, 1).report()).all()) {
            BufferedImage image = decoded(picture.png(theme));
            assertThat(image.getWidth()).as(picture.file()).isEqualTo(Picture.DENSITY * picture.width());
            assertThat(image.getHeight()).as(picture.file()).isEqualTo(Picture.DENSITY * picture.height());
            assertThat(colors(image)).as(picture.file()).isGreaterThan(20);
        }
    }

    @Test
    void aRunHasAPictureOfEverythingItMeasured() {
        assertThat(new Pictures(new SampleRun(5, 10, 1).report()).all())
                .extracting(Picture::file)
                .doesNotHaveDuplicates()
                .contains(
                        "curves.png",
                        "learning-rate.png",
                        "throughput.png",
                        "flips.png",
                        "hysteresis.png",
                        "hysteresis-01-" + SampleRun.binaryLayers().get(0) + ".png",
                        "confusion.png");
    }

    @Test
    void anEmptyRunHasNone() {
        assertThat(new Pictures(RunReport.titled("empty").build()).all()).isEmpty();
    }

    @ParameterizedTest(name = "classes={0}")
    @ValueSource(ints = {1, 2, 16, 17, 40, 41, 101})
    void confusionMatricesOfAnySizeAreDrawn(int classes) throws IOException {
        BufferedImage image = decoded(EvaluationPicture.png(new SampleRun(1, classes, 1).evaluation()));
        assertThat(image.getWidth()).isEqualTo(image.getHeight()).isGreaterThanOrEqualTo(840);
    }

    @ParameterizedTest
    @MethodSource("themes")
    void widthsAreDrawnWithAndWithoutTimesAndBytes(Theme theme) throws IOException {
        WidthsResult all = new SampleRun(1, 10, 1).widths();
        WidthFigures only = all.widths().get(0);
        List<WidthFigures> untimed = all.widths().stream()
                .map(each ->
                        new WidthFigures(each.weights(), each.maps(), each.accuracy(), 0, null, null, each.bytes()))
                .toList();
        WidthFigures bare = new WidthFigures(1, 8, 0.5, 0.5, null, null, null);
        for (List<WidthFigures> widths : List.of(all.widths(), untimed, List.of(only), List.of(bare))) {
            WidthsResult result = new WidthsResult(Split.TEST, 10, null, null, widths);
            List<Picture> pictures =
                    new Pictures(RunReport.titled("run").widths(result).build()).all();
            assertThat(pictures).extracting(Picture::file).containsExactly("widths.png");
            BufferedImage image = decoded(pictures.get(0).png(theme));
            assertThat(image.getWidth())
                    .isEqualTo(Picture.DENSITY * pictures.get(0).width());
            assertThat(colors(image)).isGreaterThan(20);
        }
    }

    @Test
    void oneEpochWithoutFlipsAndValidationIsDrawn() throws IOException {
        EpochMetrics epoch = new EpochMetrics(
                0, 0.1, 0.1, 2.3, 0.1, Double.NaN, Double.NaN, 60, 10, Map.of("a", 0.0, "b", Double.NaN));
        assertDrawn(List.of(epoch));
    }

    @Test
    void manyLayersWithoutFlipsAreDrawn() throws IOException {
        Map<String, Double> none =
                SampleRun.binaryLayers().stream().collect(java.util.stream.Collectors.toMap(name -> name, name -> 0.0));
        assertDrawn(List.of(new EpochMetrics(0, 0, 0, 0, 0, 0, 0, 0, 0, none)));
    }

    @Test
    void epochsWithoutAnyFiniteNumberAreDrawn() throws IOException {
        double nan = Double.NaN;
        assertDrawn(List.of(
                new EpochMetrics(0, nan, nan, nan, nan, nan, nan, nan, nan, Map.of()),
                new EpochMetrics(1, nan, nan, Double.POSITIVE_INFINITY, nan, nan, nan, nan, nan, Map.of())));
    }

    @Test
    void theBestEpochIsTheFirstOfEquals() {
        List<EpochMetrics> epochs = List.of(scored(0, 0.5), scored(1, 0.7), scored(2, 0.7), scored(3, Double.NaN));
        assertThat(EpochCharts.best(epochs)).map(EpochMetrics::epoch).contains(1);
    }

    @Test
    void ticksAreRoundAndFit() {
        assertThat(HysteresisChart.niceStep(0.12)).isEqualTo(0.1);
        assertThat(HysteresisChart.niceStep(0.049)).isEqualTo(0.02);
        assertThat(HysteresisChart.niceStep(7)).isEqualTo(5);
    }

    private static EpochMetrics scored(int epoch, double accuracy) {
        return new EpochMetrics(epoch, 0.1, 0.1, 1, 0.5, 1, accuracy, 60, 10, Map.of());
    }

    private static void assertDrawn(List<EpochMetrics> epochs) throws IOException {
        Pictures pictures = new Pictures(RunReport.titled("run").epochs(epochs).build());
        assertThat(pictures.curves()).hasSize(3);
        for (Picture picture : pictures.all()) {
            assertThat(decoded(picture.png(Theme.LIGHT)).getWidth()).isEqualTo(Picture.DENSITY * picture.width());
        }
    }

    private static BufferedImage decoded(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static long colors(BufferedImage image) {
        return java.util.Arrays.stream(
                        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .distinct()
                .count();
    }
}
