package org.bitadapt.jobs.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.bitadapt.jobs.cli.Tool;
import org.bitadapt.jobs.model.WideModels;
import org.bitadapt.runtime.format.Width;
import org.bitadapt.runtime.latency.LatencyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Predictions of a model of several bit widths. */
class PredictWidthTest {

    private static final int SIDE = 4;

    /** By this table w1a8 takes 10 + 1.5 + 2.5 = 14 us, w2a4 and w2a8 take 24 us, and w4a8 takes 44 us. */
    private static final String TABLE = """
            # {"target":"t","unit":"us","machine":"m","jvm":"j","engine":"vector","threads":1,"date":"2026-01-01"}
            kind,inputs,outputs,kernel,stride,padding,height,width,weight_bits,input_kind,output_kind,residual_kind,\
            median_us,spread_us,runs,outliers
            CONVOLUTION,3,5,3,1,1,4,4,1,PIXELS,CODES,NONE,10.0,0.1,11,0
            CONVOLUTION,3,5,3,1,1,4,4,2,PIXELS,CODES,NONE,20.0,0.1,11,0
            CONVOLUTION,3,5,3,1,1,4,4,4,PIXELS,CODES,NONE,40.0,0.1,11,0
            GLOBAL_AVERAGE,5,5,0,1,0,4,4,0,CODES,MEAN_CODES,NONE,1.5,0.1,11,0
            LINEAR,5,3,0,1,0,1,1,8,MEAN_CODES,FLOATS,NONE,2.5,0.1,11,0
            """;

    @TempDir
    private Path folder;

    private final byte[] file = WideModels.file(SIDE);
    private final byte[] pixels = new byte[3 * SIDE * SIDE];
    private String table;

    @BeforeEach
    void write() throws IOException {
        Files.write(folder.resolve("wide.bnn"), file);
        table = Files.writeString(folder.resolve("laptop.csv"), TABLE).toString();
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int code = 0x9A31F7 * (i + 3) & 0xFFFFFF;
            image.setRGB(i % SIDE, i / SIDE, code);
            pixels[3 * i] = (byte) (code >> 16);
            pixels[3 * i + 1] = (byte) (code >> 8);
            pixels[3 * i + 2] = (byte) code;
        }
        ImageIO.write(image, "png", folder.resolve("image.png").toFile());
    }

    @ParameterizedTest
    @CsvSource({
        "44, '', w4a8, 44, ''",
        "43.9, '', w2a8, 24, '; w4a8 takes 44.0 us'",
        "24, '', w2a8, 24, '; w4a8 takes 44.0 us'",
        "23.9, '', w1a8, 14, '; w2a4 takes 24.0 us'",
        "14, '', w1a8, 14, '; w2a4 takes 24.0 us'",
        "100, --maps 4, w2a4, 24, ''",
        "100, --weights 2, w2a8, 24, ''",
        "100, --weights 1 --maps 8, w1a8, 14, ''"
    })
    void theWidestWidthWithinTheBudgetIsTaken(double budget, String options, String width, double micros, String wider)
            throws IOException {
        List<String> more = new ArrayList<>(List.of("--budget-micros", "" + budget, "--latency-table", table));
        more.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
        JsonNode chosen = predict(more.toArray(String[]::new)).get("width");
        assertThat("w" + chosen.get("weights") + "a" + chosen.get("maps")).isEqualTo(width);
        assertThat(chosen.get("micros").asDouble()).isEqualTo(micros);
        assertThat(chosen.get("reason").asText())
                .startsWith("by " + table + " the widest of ")
                .endsWith(String.format(Locale.ROOT, " within %.1f us%s", budget, wider));
    }

    @Test
    void budgetsBelowTheLeastTimeAreRefusedWithThatTime() {
        assertThat(refused("--budget-micros", "13.9", "--latency-table", table))
                .contains("Invalid --budget-micros: 13.9 (must be at least 14.0 us, the least that ")
                .contains("wide.bnn takes of w1a8, w2a4, w2a8, w4a8 by " + table);
        assertThat(refused("--budget-micros", "20", "--latency-table", table, "--weights", "2,4"))
                .contains("must be at least 24.0 us")
                .contains("of w2a4, w2a8, w4a8 by");
        assertThat(refused("--budget-micros", "0", "--latency-table", table))
                .contains("Invalid --budget-micros: 0.0 (must be above 0)");
        assertThat(refused("--budget-micros", "20")).contains("--latency-table");
        assertThat(refused("--latency-table", table)).contains("--budget-micros");
    }

    @Test
    void aTableThatLacksALayerIsRefused() throws IOException {
        String lacking = Files.writeString(
                        folder.resolve("lacking.csv"),
                        TABLE.lines()
                                .filter(line -> !line.contains(",2,PIXELS"))
                                .collect(Collectors.joining("\n", "", "\n")))
                .toString();
        assertThat(refused("--budget-micros", "30", "--latency-table", lacking))
                .contains("Missing latency of a layer: CONVOLUTION,3,5,3,1,1,4,4,2,PIXELS,CODES,NONE");
    }

    @Test
    void everyWidthGivesItsOwnProbabilities() throws IOException {
        for (Width width : WideModels.WIDTHS) {
            JsonNode outcome = predict("--weights", "" + width.weights(), "--maps", "" + width.maps());
            assertThat(outcome.get("images").get(0).get("probability").asDouble())
                    .isCloseTo(largestProbability(width), within(1e-5));
            assertThat(outcome.get("width").get("micros").isNull()).isTrue();
        }
        JsonNode widest = predict();
        assertThat(widest.get("images").get(0).get("probability").asDouble())
                .isCloseTo(largestProbability(new Width(4, 8)), within(1e-5));
        assertThat(widest.get("width").get("reason").asText()).isEqualTo("the widest of w1a8, w2a4, w2a8, w4a8");
    }

    private double largestProbability(Width width) {
        float[] scores = WideModels.scores(file, width, pixels);
        double largest = Math.max(scores[0], Math.max(scores[1], scores[2]));
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score - largest);
        }
        return 1 / sum;
    }

    @Test
    void aTableOfTheModelHasTheLayersOfAllWidths() throws IOException {
        Path made = folder.resolve("made.csv");
        JsonNode outcome = json(Tool.run(
                "latency-table",
                "--model",
                folder.resolve("wide.bnn").toString(),
                "--target",
                "here",
                "--step",
                "100",
                "--least",
                "100",
                "--warm-up",
                "0",
                "--output",
                made.toString(),
                "--json"));
        LatencyFile rows = LatencyFile.read(made);
        assertThat(rows.rows())
                .extracting(row -> row.shape().geometry().weightBits())
                .containsExactly(4, 0, 8, 2, 1);
        double widest = micros(rows, 0) + micros(rows, 1) + micros(rows, 2);
        double narrowest = micros(rows, 4) + micros(rows, 1) + micros(rows, 2);
        assertThat(outcome.get("networkMicros").asDouble()).isCloseTo(widest, within(1e-9));
        assertThat(outcome.get("widthMicros").get("w4a8").asDouble()).isCloseTo(widest, within(1e-9));
        assertThat(outcome.get("widthMicros").get("w1a8").asDouble()).isCloseTo(narrowest, within(1e-9));
        assertThat(outcome.get("widthMicros").get("w2a4"))
                .isEqualTo(outcome.get("widthMicros").get("w2a8"));
    }

    private static double micros(LatencyFile file, int row) {
        return file.rows().get(row).measurement().medianMicros();
    }

    private String refused(String... more) {
        Tool.Result result = Tool.run(arguments(more));
        assertThat(result.exitCode()).isEqualTo(2);
        return String.join("\n", result.failures());
    }

    private JsonNode predict(String... more) throws IOException {
        return json(Tool.run(arguments(more)));
    }

    private static JsonNode json(Tool.Result result) throws IOException {
        assertThat(result.failures()).isEmpty();
        return new ObjectMapper().readTree(result.output());
    }

    private String[] arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "predict",
                "--model",
                folder.resolve("wide.bnn").toString(),
                "--images",
                folder.resolve("image.png").toString(),
                "--output",
                folder.resolve("predictions").toString(),
                "--overwrite",
                "--json"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }
}
